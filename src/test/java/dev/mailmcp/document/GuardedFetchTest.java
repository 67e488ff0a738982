package dev.mailmcp.document;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.dial.MailTrust;
import dev.mailmcp.dial.PrivateHosts;
import dev.mailmcp.dial.StubbedDialer;
import dev.mailmcp.testserver.DocumentSite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedFetchTest {
    private static final String BODY = "{\"a\":1}";

    @TempDir
    static Path folder;

    private static DocumentSite site;

    @BeforeAll
    static void open() {
        site = Sites.in(folder);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void documentComesWhole() {
        site.document("/whole", BODY, "Cache-Control: public, max-age=90", "Age: 30");

        var whole = (Fetched.Whole) Sites.fetch(site).get(url("/whole"), 100);

        assertArrayEquals(BODY.getBytes(StandardCharsets.UTF_8), whole.body());
        assertEquals(Duration.ofSeconds(60), whole.fresh());
    }

    @Test
    void requestSaysNoMoreThanItMust() {
        site.document("/said?a=b", BODY);

        Sites.fetch(site).get(url("/said?a=b"), 100);

        assertEquals(
                "GET /said?a=b HTTP/1.1\r\nHost: client.example.com:" + site.port()
                        + "\r\nAccept: application/json\r\nAccept-Encoding: identity\r\nUser-Agent: mailmcp/test"
                        + "\r\nConnection: close\r\n\r\n",
                site.requests().getLast());
    }

    // V18

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.2",
                "10.0.0.1",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "2001:0:a00:1::1",
                "fd00::1",
                "fe80::1",
                "2600:1f18::5efe:10.0.0.1",
                "93.184.216.34,10.0.0.1",
                "2606:4700::1111,127.0.0.2",
            })
    void hostThatLeadsToAnAddressOfSpecialUseIsNotAsked(String addresses) {
        int before = site.connections();
        var fetch = Sites.fetch(site, _ -> Arrays.asList(addresses.split(",")));

        assertEquals(Refusal.HOST, refusal(fetch.get(url("/whole"), 100)));
        assertEquals(before, site.connections());
    }

    @Test
    void nameIsResolvedOnceForEachFetchAndTheCheckedAddressIsTheOneDialled() {
        // Given a name that changes its mind with each question
        site.document("/rebinding", BODY);
        var asked = new AtomicInteger();
        var fetch = Sites.fetch(site, _ -> List.of(asked.getAndIncrement() == 0 ? "127.0.0.1" : "169.254.169.254"));

        // When, Then
        assertTrue(fetch.get(url("/rebinding"), 100) instanceof Fetched.Whole);
        assertEquals(1, asked.get());
        assertEquals(Refusal.HOST, refusal(fetch.get(url("/rebinding"), 100)));
        assertEquals(2, asked.get());
    }

    @Test
    void ownHostAndRefusedHostsAreNotAsked() {
        var fetch = Sites.fetch(site);

        assertEquals(Refusal.HOST, refusal(fetch.get(new DocumentUrl("https://mail.example.org/c"), 100)));
        assertEquals(Refusal.HOST, refusal(fetch.get(new DocumentUrl("https://localhost:4000/c"), 100)));
    }

    @Test
    void certificateMustNameTheHostAndBeTrusted() {
        site.document("/tls", BODY);
        var foreignName = new DocumentUrl("https://third.example.com:" + site.port() + "/tls");
        var nobody = new GuardedFetch(
                StubbedDialer.of(
                        PrivateHosts.parse("127.0.0.1"),
                        MailTrust.system(),
                        GuardedFetch.DIAL,
                        _ -> List.of("127.0.0.1")),
                Sites.open(),
                "mailmcp/test");

        assertEquals(Refusal.TLS, refusal(Sites.fetch(site).get(foreignName, 100)));
        assertEquals(Refusal.TLS, refusal(nobody.get(url("/tls"), 100)));
        assertEquals(0, site.asked("/tls"));
    }

    @Test
    void unknownHostIsUnresolved() {
        assertEquals(
                Refusal.UNRESOLVED, refusal(Sites.fetch(site, _ -> List.of()).get(url("/whole"), 100)));
    }

    // V19

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STATUS    | 301 Moved         | Location: /whole",
                "STATUS    | 302 Found         | Location: /whole",
                "STATUS    | 307 Temporary     | Location: https://client.example.com/whole",
                "STATUS    | 304 Not Modified  | X: y",
                "STATUS    | 201 Created       | X: y",
                "STATUS    | 204 No Content    | X: y",
                "STATUS    | 206 Partial       | X: y",
                "STATUS    | 404 Not Found     | X: y",
                "STATUS    | 500 Oops          | X: y",
                "TYPE      | 200 OK            | Content-Type: text/html",
                "TYPE      | 200 OK            | Content-Type: text/json",
                "TYPE      | 200 OK            | Content-Type: application/jsonx",
                "TYPE      | 200 OK            | Content-Type: application/json, text/html",
                "TYPE      | 200 OK            | X: y",
                "ENCODING  | 200 OK            | Content-Type: application/json; Content-Encoding: gzip",
                "ENCODING  | 200 OK            | Content-Type: application/json; Content-Encoding: br",
                "TOO_LARGE | 200 OK            | Content-Type: application/json; Content-Length: 101",
                "TOO_LARGE | 200 OK            | Content-Type: application/json; Content-Length: 99999999999",
                "MALFORMED | 200 OK            | Content-Type: application/json; Content-Length: -1",
                "MALFORMED | 200 OK            | Content-Type: application/json; Content-Length: 100",
                "MALFORMED | 200 OK            | Content-Type: application/json; Content-Length: 7; Content-Length: 7",
                "MALFORMED | 200 OK            | Content-Type: application/json; Content-Length: 7; Transfer-Encoding: chunked",
                "MALFORMED | 200 OK            | Content-Type: application/json; Transfer-Encoding: gzip, chunked",
                "MALFORMED | 200 OK            | Content-Type: application/json; Transfer-Encoding: chunked",
                "MALFORMED | 200 OK            | Content-Type : application/json",
                "MALFORMED | 200 OK            | no colon",
                "MALFORMED | 2000 OK           | X: y",
                "MALFORMED | abc OK            | X: y",
            })
    void whatIsNotPlainlyTheDocumentIsRefused(Refusal why, String status, String fields) {
        site.answer("/bad", "HTTP/1.1 " + status + "\r\n" + fields.replace("; ", "\r\n") + "\r\n\r\n" + BODY);

        assertEquals(why, refusal(Sites.fetch(site).get(url("/bad"), 100)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON; charset=utf-8",
                "application/oauth-client+json",
                "application/json;charset=\"utf-8\""
            })
    void everyKindOfJsonIsTaken(String type) {
        site.answer("/type", "HTTP/1.1 200 OK\r\ncontent-type: " + type + "\r\n\r\n" + BODY);

        assertTrue(Sites.fetch(site).get(url("/type"), 100) instanceof Fetched.Whole);
    }

    @Test
    void chunksAreReadUpToTheLimit() {
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
        site.answer("/chunks", head + "3\r\n{\"a\r\n4;x=y\r\n\":1}\r\n0\r\n\r\n");
        site.answer("/huge", head + "ffffffff\r\n{");
        site.answer("/unclosed", head + "3\r\n{\"abc\r\n");
        site.answer("/endless", out -> {
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write("5\r\n     \r\n".getBytes(StandardCharsets.US_ASCII));
            }
        });
        var fetch = Sites.fetch(site);

        assertAll(
                () -> assertEquals(
                        BODY,
                        new String(((Fetched.Whole) fetch.get(url("/chunks"), 7)).body(), StandardCharsets.UTF_8)),
                () -> assertEquals(Refusal.TOO_LARGE, refusal(fetch.get(url("/chunks"), 6))),
                () -> assertEquals(Refusal.TOO_LARGE, refusal(fetch.get(url("/huge"), 100))),
                () -> assertEquals(Refusal.MALFORMED, refusal(fetch.get(url("/unclosed"), 100))),
                () -> assertEquals(Refusal.TOO_LARGE, refusal(fetch.get(url("/endless"), 5120))));
    }

    @Test
    void bodyWithoutLengthIsReadUpToTheLimit() {
        site.answer("/open", "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + BODY);

        assertTrue(Sites.fetch(site).get(url("/open"), 7) instanceof Fetched.Whole);
        assertEquals(Refusal.TOO_LARGE, refusal(Sites.fetch(site).get(url("/open"), 6)));
    }

    @Test
    void headHasAnEnd() {
        site.answer("/head", "HTTP/1.1 200 OK\r\n" + ("X: " + "y".repeat(1000) + "\r\n").repeat(20) + "\r\n");
        site.answer("/interim", "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(9) + DocumentSite.ok(BODY));
        site.answer("/once", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + DocumentSite.ok(BODY));

        assertEquals(Refusal.MALFORMED, refusal(Sites.fetch(site).get(url("/head"), 100)));
        assertEquals(Refusal.MALFORMED, refusal(Sites.fetch(site).get(url("/interim"), 100)));
        assertFalse(Sites.fetch(site).get(url("/once"), 100) instanceof Fetched.Refused);
    }

    /** The limit of five seconds is over all of it: each single read would be quick enough. */
    @Test
    void slowBodyIsGivenUp() {
        site.answer("/slow", out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write(' ');
                out.flush();
                Thread.sleep(100);
            }
        });

        assertEquals(Refusal.TIMEOUT, refusal(Sites.fetch(site).get(url("/slow"), 5120)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-age=90            | 90",
                "public,max-age=\"90\" | 90",
                "s-maxage=90           | 0",
                "no-store, max-age=90  | 0",
                "no-cache, max-age=90  | 0",
                "max-age=-1            | 0",
                "max-age=9999999999999 | 0",
            })
    void freshnessIsWhatTheServerSays(String control, long seconds) {
        site.document("/fresh", BODY, "Cache-Control: " + control);

        var whole = (Fetched.Whole) Sites.fetch(site).get(url("/fresh"), 100);

        assertEquals(Duration.ofSeconds(seconds), whole.fresh());
    }

    private static Refusal refusal(Fetched fetched) {
        return switch (fetched) {
            case Fetched.Refused(Refusal why) -> why;
            case Fetched.Whole _ -> throw new AssertionError("it came whole");
        };
    }

    private static DocumentUrl url(String path) {
        return new DocumentUrl(Sites.url(site, path));
    }
}
