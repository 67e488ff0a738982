package dev.mailmcp.cli;

import dev.mailmcp.ConfigurationFaults;
import dev.mailmcp.Environment;
import dev.mailmcp.Setting;
import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.MailServers;
import dev.mailmcp.cli.demo.DemoMailServer;
import dev.mailmcp.oauth.GeneratedClients;
import dev.mailmcp.oauth.KnownClients;
import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.secret.Sealer;
import dev.mailmcp.web.BaseUrl;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code ./cli demo}: the server with a mailbox of its own, for this machine only. Nothing is needed and nothing is kept.
 */
@Command(
        name = "demo",
        description = "Start the server with an embedded demo mailbox and print how to connect to it.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        Environment environment = Environment.ofProcess();
        String port = environment.get("PORT").orElse("3000");
        String baseUrl = Throwaway.baseUrl(port);
        if (environment.get("BASE_URL").filter(given -> !given.equals(baseUrl)).isPresent()) {
            throw new ConfigurationFaults(List.of("BASE_URL: the demo is for this machine only and serves " + baseUrl
                    + "; unset it, or use ./cli server"));
        }
        Preflight.port(environment);
        try (DemoMailServer mail = DemoMailServer.start(Clock.systemUTC())) {
            String key = KeyRing.newKey();
            Map<Setting, String> settings = new EnumMap<>(Setting.class);
            settings.put(
                    Setting.ALLOW_PRIVATE_HOSTS,
                    "127.0.0.1:" + mail.imap().port() + ",127.0.0.1:"
                            + mail.smtp().port());
            // So that clients can register themselves as well.
            put(settings, mail.imap(), Setting.IMAP_HOST, Setting.IMAP_PORT, Setting.IMAP_SECURITY);
            put(settings, mail.smtp(), Setting.SMTP_HOST, Setting.SMTP_PORT, Setting.SMTP_SECURITY);
            Throwaway.configure(port, key, settings);
            System.setProperty(DemoApplication.TEXT, text(mail, new BaseUrl(baseUrl), key));
            Quarkus.run(DemoApplication.class);
            return 0;
        }
    }

    private static void put(
            Map<Setting, String> settings, Endpoint server, Setting host, Setting port, Setting security) {
        settings.put(host, server.host());
        settings.put(port, Integer.toString(server.port()));
        settings.put(security, server.security().word());
    }

    private static String text(DemoMailServer mail, BaseUrl base, String key) {
        GeneratedClients.Generated client = new GeneratedClients(new Sealer(KeyRing.parse(key)), Clock.systemUTC())
                .generate(
                        "Demo client", new MailServers(mail.imap(), mail.smtp()), KnownClients.all(), Optional.empty());
        return DemoApplication.text(
                base,
                mail.login().username(),
                mail.login().password().reveal(),
                client.clientId(),
                client.clientSecret().reveal());
    }
}
