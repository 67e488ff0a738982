package dev.mailmcp.document;

import dev.mailmcp.dial.MailTrust;
import dev.mailmcp.dial.PrivateHosts;
import dev.mailmcp.dial.StubbedDialer;
import dev.mailmcp.document.DocumentHosts.Admission;
import dev.mailmcp.testserver.DocumentSite;
import dev.mailmcp.web.BaseUrl;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** The web as it is in these tests: one site on loopback, which stands for all public ones. */
public final class Sites {
    public static final BaseUrl BASE = new BaseUrl("https://mail.example.org");
    public static final String NAMES = "dns:client.example.com,dns:other.example.com";

    private Sites() {}

    public static DocumentSite in(Path folder) {
        return DocumentSite.in(folder, NAMES);
    }

    /** Reaches the site under both its names; 127.0.0.1 counts as public, every other special address as what it is. */
    public static GuardedFetch fetch(DocumentSite site) {
        return fetch(site, _ -> List.of("127.0.0.1"));
    }

    static GuardedFetch fetch(DocumentSite site, Function<String, List<String>> names) {
        var dialer = StubbedDialer.of(
                PrivateHosts.parse("127.0.0.1"), MailTrust.with(site.authority()), GuardedFetch.DIAL, names);
        return new GuardedFetch(dialer, open(), "mailmcp/test");
    }

    public static DocumentHosts open() {
        return DocumentHosts.of(Admission.OPEN, "", false, BASE);
    }

    public static String url(DocumentSite site, String path) {
        return "https://client.example.com:" + site.port() + path;
    }
}
