package dev.mailmcp.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.blackbox.Client;
import dev.mailmcp.blackbox.SignIn;
import dev.mailmcp.testserver.DocumentSite;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients known by a document: what is fetched, from where, and what is believed of it. */
class DocumentsIT extends Theme {
    DocumentsIT(Target target) {
        super(target);
    }

    @BeforeEach
    void documentsAreServed() {
        Assumptions.assumeTrue(
                target.metadata().path("client_id_metadata_document_supported").asBoolean(),
                "client documents are not served here");
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
        for (String path : List.of("/moved.json", "/large.json", "/endless.json", "/slow.json", "/missing.json")) {
            assertStaysHere(asked(url(path)), path);
            assertTrue(path.equals("/missing.json") || site.asked(path) > 0, path + " was asked for");
        }
        assertEquals(0, site.asked("/right.json"), "no redirect is followed");
    }

    @Test
    @Covers(FailureClass.V20)
    void aDocumentSpeaksForItsOwnUrlOnly() {
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
            try {
                Thread.sleep(5_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
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
