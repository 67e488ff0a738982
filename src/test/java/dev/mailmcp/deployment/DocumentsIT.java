package dev.mailmcp.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.blackbox.Client;
import dev.mailmcp.blackbox.SignIn;
import dev.mailmcp.testserver.DocumentSite;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Clients known by a document: what is fetched, from where, and what is believed of it. */
class DocumentsIT extends Theme {
    DocumentsIT(Target target) {
        super(target);
    }

    /** Where they are not served, nobody can make the server ask for one either; the other tests have nothing to try. */
    private void needDocuments() {
        need(
                target.metadata().path("client_id_metadata_document_supported").asBoolean(),
                "client documents are not served here");
        // The first fetch of a process takes longer than others, and on a busy machine longer than it may.
        int served = 0;
        for (int i = 0; i < 10 && served < 2; i++) {
            String path = "/first-" + i / 2 + ".json";
            inside().site().document(path, document(url(path), Client.LOOPBACK, ""));
            served = asked(url(path)).status() == 200 ? served + 1 : 0;
        }
    }

    @Test
    @Covers(FailureClass.V18)
    void noAddressOfSpecialUseIsAsked() {
        int port = target.inside().map(inside -> inside.site().port()).orElse(8443);
        int before = connections();
        for (String host : List.of(
                "127.0.0.1",
                "127.1",
                "2130706433",
                "0x7f000001",
                "0x7f.1",
                "017700000001",
                "0177.0.0.1",
                "0",
                "0.0.0.0",
                "10.0.0.1",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "[::]",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:10.0.0.1]",
                "[64:ff9b::a00:1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
                "[2002:a00:1::]",
                "[2001:0:7f00:1::1]",
                "[fe80::1]",
                "[fc00::1]",
                "localhost.",
                "localhost.localdomain",
                "LOCALHOST",
                "127.0.0.1.",
                "intranet")) {
            assertStaysHere(asked("https://" + host + ":" + port + "/c.json"), host);
        }
        assertEquals(before, connections(), "nobody was called");
    }

    /** Names may lead anywhere; an address of the operator's own network is not gone to, nor is a public one beside it. */
    @Test
    @Covers(FailureClass.V18)
    void noNameThatLeadsInsideIsFollowed() {
        needDocuments();
        Names names = inside().names();
        int before = connections();
        for (String address : List.of(
                "127.0.0.1",
                "0.0.0.0",
                "10.0.0.1",
                "100.64.0.1",
                "169.254.169.254",
                "192.168.0.1",
                "::1",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "fd00::1")) {
            assertStaysHere(
                    asked("https://" + names.leadingTo(address) + ":"
                            + inside().site().port() + "/c.json"),
                    address);
        }
        String both = names.leadingTo("127.0.0.1", "93.184.216.34");
        assertStaysHere(asked("https://" + both + ":" + inside().site().port() + "/c.json"), "one of two");

        assertEquals(before, connections(), "nobody was called");
    }

    @Test
    @Covers(FailureClass.V18)
    void theKeysOfADocumentAreFetchedWithTheSameCare() {
        needDocuments();
        String inner = "https://" + inside().names().leadingTo("127.0.0.1") + ":"
                + inside().site().port() + "/keys.json";
        inside().site()
                .document(
                        "/keyed.json",
                        document(
                                url("/keyed.json"),
                                Client.LOOPBACK,
                                ",\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks_uri\":\"" + inner + "\""));
        for (int node = 0; node < 4; node++) {
            assertEquals(200, asked(url("/keyed.json")).status(), "the document itself is read, by each");
        }
        int before = connections();

        Answer answer = Call.form(
                        target.at("/oauth/token"),
                        Map.of(
                                "grant_type",
                                "refresh_token",
                                "refresh_token",
                                "x",
                                "client_assertion_type",
                                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                                "client_assertion",
                                assertion(url("/keyed.json"))))
                .send();

        assertTrue(answer.status() == 401 || answer.status() == 503, answer.toString());
        assertEquals(before, connections(), "nobody was called for keys");
    }

    /** In good form, and signed by nobody. */
    private String assertion(String clientId) {
        long now = System.currentTimeMillis() / 1000;
        return Stream.of(
                        Json.write(Map.of("alg", "ES256", "kid", "k")),
                        Json.write(Map.of(
                                "iss",
                                clientId,
                                "sub",
                                clientId,
                                "aud",
                                target.base(),
                                "jti",
                                "x",
                                "iat",
                                now,
                                "exp",
                                now + 60)),
                        "x".repeat(64))
                .map(part -> Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(part.getBytes(StandardCharsets.US_ASCII)))
                .collect(Collectors.joining("."));
    }

    private int connections() {
        return target.inside().map(inside -> inside.site().connections()).orElse(0);
    }

    @Test
    @Covers(FailureClass.V20)
    void whatIsNoPlainUrlIsNoClient() {
        int port = target.inside().map(inside -> inside.site().port()).orElse(8443);
        String origin = "https://localhost:" + port;
        int before = connections();
        for (String url : List.of(
                origin,
                origin + "/",
                origin + "/./c.json",
                origin + "/x/../c.json",
                origin + "/%2e%2e/c.json",
                origin + "/x/%2E/c.json",
                origin + "/x/..;/c.json",
                origin + "/c.json#f",
                origin + "/c.json#",
                origin + "/c.json\\x",
                origin + "/c.json\u00e4",
                origin + "/c json",
                origin + "/c.json\r\nX: y",
                "https://user@localhost:" + port + "/c.json",
                "https://user:pw@localhost:" + port + "/c.json",
                "https://localhost:" + port + "@evil.example/c.json",
                "https://localhost:0/c.json",
                "https://localhost:22/c.json",
                "https://localhost:99999/c.json",
                "https:/localhost/c.json",
                "https:///c.json",
                "HTTPS://localhost:" + port + "/c.json",
                "http://localhost:" + port + "/c.json",
                "ftp://localhost/c.json",
                "file:///etc/passwd",
                "https://localhost:" + port + "/" + "x".repeat(3000))) {
            assertStaysHere(asked(url), url);
        }
        assertEquals(before, connections(), "nobody was called");
    }

    @Test
    @Covers(FailureClass.V19)
    void whatIsNotPlainlyADocumentIsNotFollowedReadOrKept() {
        needDocuments();
        DocumentSite site = inside().site();
        String right = document(url("/right.json"), Client.LOOPBACK, "");
        site.document("/right.json", right);
        site.answer(
                "/moved.json",
                "HTTP/1.1 302 Found\r\nLocation: " + url("/right.json") + "\r\nContent-Length: 0\r\n\r\n");
        site.document(
                "/large.json", document(url("/large.json"), Client.LOOPBACK, ",\"x\":\"" + "x".repeat(6000) + "\""));
        site.answer("/endless.json", out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 100_000; i++) {
                out.write(("400\r\n" + " ".repeat(1024) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
        });
        site.answer("/slow.json", out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 400\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 100; i++) {
                out.write(' ');
                out.flush();
                Thread.sleep(300);
            }
        });
        String html = document(url("/html.json"), Client.LOOPBACK, "");
        site.answer(
                "/html.json",
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " + html.length() + "\r\n\r\n" + html);
        site.document("/packed.json", document(url("/packed.json"), Client.LOOPBACK, ""), "Content-Encoding: gzip");
        for (String path : List.of(
                "/missing.json",
                "/moved.json",
                "/large.json",
                "/endless.json",
                "/html.json",
                "/packed.json",
                "/slow.json")) {
            assertStaysHere(asked(url(path)), path);
            assertTrue(site.asked(path) > 0, path + " was asked for");
        }
        assertEquals(0, site.asked("/right.json"), "no redirect is followed");

        site.document("/missing.json", document(url("/missing.json"), Client.LOOPBACK, ""));
        pause(10_000);
        assertEquals(200, asked(url("/missing.json")).status(), "that it was missing is not kept");
    }

    @Test
    @Covers(FailureClass.V20)
    void aDocumentSpeaksForItsOwnUrlOnly() {
        needDocuments();
        Map<String, String> others = new LinkedHashMap<>();
        others.put("/a.json", url("/b.json"));
        others.put("/slash.json", url("/slash.json") + "/");
        others.forEach((path, named) -> {
            inside().site().document(path, document(named, Client.LOOPBACK, ""));

            assertStaysHere(asked(url(path)), path);
            assertTrue(inside().site().asked(path) > 0, path + " was asked for");
        });
    }

    @Test
    @Covers(FailureClass.V21)
    void aDocumentHoldsNoSecret() {
        needDocuments();
        Map<String, String> table = Map.of(
                "/secret.json", ",\"client_secret\":\"x\"",
                "/basic.json", ",\"token_endpoint_auth_method\":\"client_secret_basic\"",
                "/private.json",
                        ",\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":{\"keys\":[{\"kty\":\"EC\","
                                + "\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\",\"d\":\"AA\"}]}");
        table.forEach((path, more) -> {
            inside().site().document(path, document(url(path), Client.LOOPBACK, more));

            assertStaysHere(asked(url(path)), path);
            assertTrue(inside().site().asked(path) > 0, path + " was asked for");
        });
    }

    @Test
    @Covers({FailureClass.V22, FailureClass.V45})
    void whatThePersonAgreedToStaysWhenTheDocumentChanges() {
        needDocuments();
        String path = "/changing.json";
        inside().site().document(path, document(url(path), Client.LOOPBACK, ""));
        SignIn flow = flow(new Client(url(path), "", Client.LOOPBACK));
        SignIn.Page page = flow.open(flow.parameters());
        assertTrue(page.html().select(".target").text().contains("any program here could say so"), "a loopback client");
        inside().site()
                .document(
                        path,
                        document(
                                url(path),
                                "https://evil.example/callback",
                                ",\"token_endpoint_auth_method\":\"private_key_jwt\""));

        Answer agreed = submission(filledIn(page)).with("Cookie", cookies(page)).send();

        assertTrue(agreed.location().orElse("").startsWith(Client.LOOPBACK + "?"), agreed.toString());
        assertEquals(200, redeem(flow, agreed.handed("code").getFirst()).status());
    }

    /** As often as the server says to come later: it asks each host ten times a minute at most. */
    private Answer asked(String clientId) {
        SignIn flow = flow(new Client(clientId, "", Client.LOOPBACK));
        Answer answer = authorize(flow, flow.parameters());
        for (int i = 0; i < 15 && answer.status() == 503; i++) {
            pause(5_000);
            answer = authorize(flow, flow.parameters());
        }
        return answer;
    }

    private String url(String path) {
        return "https://localhost:" + inside().site().port() + path;
    }

    private static String document(String clientId, String redirect, String more) {
        String method = more.contains("auth_method") ? "" : ",\"token_endpoint_auth_method\":\"none\"";
        return "{\"client_id\":\"" + clientId + "\",\"client_name\":\"Client\",\"redirect_uris\":[\"" + redirect + "\"]"
                + method + more + "}";
    }
}
