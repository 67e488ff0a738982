package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.mailmcp.testserver.WireTap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The security defects of mail_mcp that this server must not have, one test each, numbered as in our notes on it. */
class SecurityDefectsIT {
    private static final String SCRIPT = "\"'><script>alert(1)</script>";

    private static Mailroom mail;
    private static Product product;
    private static Client client;
    private static Person ada;

    @BeforeAll
    static void start() {
        mail = Mailroom.greenMail();
        product = Product.start(Product.settings(mail.site().settings()));
        client = product.generate(mail.site());
        ada = mail.person("ada-" + UUID.randomUUID());
    }

    @AfterAll
    static void stop() {
        product.close();
        mail.close();
    }

    @Test
    void defect13AttachmentUrlsReachNeitherNetworkNorFiles() throws IOException {
        var requests = new AtomicInteger();
        HttpServer bait = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        bait.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
        });
        bait.start();
        Person bob = mail.person("bob-" + UUID.randomUUID());
        var mcp = new McpCalls(product, SignIn.tokens(product, client, bob));
        try (SecondEyes imap = mail.open(bob)) {
            String there = "http://127.0.0.1:" + bait.getAddress().getPort() + "/attachments/x";
            for (String url : List.of(
                    there,
                    there.replace("127.0.0.1", "localhost"),
                    product.base() + "/attachments/AAAAAAAAAAAAAAAAAAAAAA/BBBBBBBBBBBBBBBBBBBBBB?expires=9999999999",
                    "file:///etc/passwd",
                    "/etc/passwd",
                    "| id",
                    "data:text/plain,hello",
                    "")) {
                for (String tool : List.of("send_mail_message", "create_draft_mail_message")) {
                    JsonNode failure = mcp.failure(
                            tool,
                            Map.of(
                                    "to",
                                    bob.email(),
                                    "subject",
                                    "bait",
                                    "text_body",
                                    "x",
                                    "attachment_urls",
                                    List.of(url)));
                    assertFalse(failure.required("message").asText().isEmpty(), url);
                }
            }
            assertEquals(0, requests.get(), "a request left");
            for (String folder : List.of("INBOX", "Sent", "Drafts")) {
                assertEquals(List.of(), imap.search(folder, "ALL"), folder);
            }
        } finally {
            bait.stop(0);
        }
    }

    @Test
    void defect13AnotherPersonsAttachmentUrlIsRefused() {
        Person bob = mail.person("bob-" + UUID.randomUUID());
        Person eve = mail.person("eve-" + UUID.randomUUID());
        try (SecondEyes imap = mail.open(bob)) {
            imap.append("INBOX", "", Mails.withAttachment("mine", "x", "mine.bin", new byte[] {1, 2, 3}));
        }
        String url = new McpCalls(product, SignIn.tokens(product, client, bob))
                .call("get_mail_message", Map.of("folder", "INBOX", "uid", 1))
                .at("/attachments/0/url")
                .asText();

        JsonNode failure = new McpCalls(product, SignIn.tokens(product, client, eve))
                .failure(
                        "create_draft_mail_message",
                        Map.of("to", eve.email(), "subject", "s", "text_body", "x", "attachment_urls", List.of(url)));

        assertFalse(failure.required("message").asText().isEmpty());
    }

    @Test
    void defect14AForeignRedirectIsNeverFollowed() {
        var flow = new SignIn(product.base(), client);
        for (String foreign : List.of(
                "https://attacker.example/callback",
                client.redirectUri() + "/more",
                client.redirectUri() + "?x=1",
                client.redirectUri() + "#f",
                client.redirectUri().replace("127.0.0.1", "127.0.0.1.attacker.example"),
                client.redirectUri().replace("http://", "http://attacker.example@"),
                client.redirectUri().replace("http:", "https:"),
                "javascript:alert(1)")) {
            HttpResponse<String> answer = flow.request(with(flow.parameters(), "redirect_uri", foreign));

            assertEquals(400, answer.statusCode(), foreign);
            assertTrue(answer.headers().firstValue("location").isEmpty(), foreign);
            assertFalse(answer.body().contains("imap_password"), "no password is asked for: " + foreign);
        }
    }

    @Test
    void defect14LoopbackMayUseAnyPort() {
        var flow = new SignIn(product.base(), client);

        HttpResponse<String> answer = flow.request(
                with(flow.parameters(), "redirect_uri", client.redirectUri().replace(":33419", ":50123")));

        assertEquals(200, answer.statusCode());
    }

    @Test
    void defect15NothingSentToThePageComesBackUnescaped() {
        var flow = new SignIn(product.base(), client);
        Map<String, String> parameters = flow.parameters();
        parameters.put("state", SCRIPT);
        parameters.put("scope", "mail:read " + SCRIPT.replace(" ", ""));
        parameters.put("login_hint", SCRIPT);
        SignIn.Page page = flow.open(parameters);
        assertFalse(page.response().body().contains(SCRIPT), "on the page");

        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("full_name", SCRIPT);
        fields.put("email", SCRIPT);
        fields.put("imap_username", SCRIPT);
        fields.put("imap_password", "secret" + SCRIPT);
        fields.put("aliases", SCRIPT);
        fields.put("use_same_credentials", "1");
        fields.put("action", "approve");
        HttpResponse<String> refused = flow.submit(page, fields, List.of("mail:read", SCRIPT));
        assertFalse(refused.body().contains("<script>alert"), "on the page after a failure");
        assertFalse(refused.body().contains("secret"), "the password is echoed");

        for (String parameter : flow.parameters().keySet()) {
            assertFalse(
                    flow.request(with(flow.parameters(), parameter, SCRIPT))
                            .body()
                            .contains("<script>alert"),
                    parameter);
        }
    }

    @Test
    void defect15ThePageAllowsNoForeignScriptAndNoFrame() {
        HttpResponse<String> page = new SignIn(product.base(), client).open().response();

        String policy = page.headers().firstValue("content-security-policy").orElse("");
        assertTrue(policy.contains("default-src 'none'"), policy);
        assertTrue(policy.contains("frame-ancestors 'none'"), policy);
        assertFalse(policy.contains("unsafe-inline"), policy);
        assertEquals("no-store", page.headers().firstValue("cache-control").orElse(""));
        assertEquals("no-referrer", page.headers().firstValue("referrer-policy").orElse(""));
    }

    @Test
    void defect16ACodeIsGoodOnce() {
        var flow = new SignIn(product.base(), client);
        String code = flow.approve(flow.open(), ada);
        SignIn.Tokens tokens = flow.exchange(code);

        HttpResponse<String> again = flow.token(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                client.redirectUri(),
                "code_verifier",
                flow.verifier()));

        assertRefused(400, "invalid_grant", again);
        assertEquals(
                401,
                new McpCalls(product, tokens).post("tools/list", Map.of()).statusCode(),
                "what the first use gave is worth nothing any more: one of the two was a thief");
    }

    @Test
    void defect16ACodeAndARefreshTokenBelongToTheirClient() {
        Client other = product.generate(mail.site());
        var flow = new SignIn(product.base(), client);
        String code = flow.approve(flow.open(), ada);
        var thief = new SignIn(product.base(), other);

        assertRefused(
                400,
                "invalid_grant",
                thief.token(Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        client.redirectUri(),
                        "code_verifier",
                        flow.verifier())));
        SignIn.Tokens tokens = flow.exchange(flow.approve(flow.open(), ada));
        assertRefused(
                400,
                "invalid_grant",
                thief.token(Map.of("grant_type", "refresh_token", "refresh_token", tokens.refresh())));
        assertEquals(tokens.scope(), flow.refresh(tokens).scope(), "the owner's still works");
    }

    @Test
    void defect16ACodeIsNoTokenAndATokenIsNoCode() {
        var flow = new SignIn(product.base(), client);
        String code = flow.approve(flow.open(), ada);
        SignIn.Tokens tokens = SignIn.tokens(product, client, ada);

        for (String notAnAccessToken : List.of(code, tokens.refresh(), client.id(), "x", "")) {
            assertEquals(
                    401,
                    new McpCalls(product.base(), notAnAccessToken)
                            .post("tools/list", Map.of())
                            .statusCode());
        }
        for (String notARefreshToken : List.of(code, tokens.access(), client.id(), "x")) {
            assertRefused(
                    400,
                    "invalid_grant",
                    flow.token(Map.of("grant_type", "refresh_token", "refresh_token", notARefreshToken)));
        }
        assertFalse(code.contains("."), "a code is an opaque handle: nothing sealed is part of a URL");
    }

    @Test
    void defect17ABadRequestFailsBeforeAPasswordIsTyped() {
        var flow = new SignIn(product.base(), client);
        Map<String, Map<String, String>> expected = Map.of(
                "invalid_request", without(flow.parameters(), "code_challenge"),
                "unsupported_response_type", with(flow.parameters(), "response_type", "token"),
                "invalid_target", with(flow.parameters(), "resource", "https://elsewhere.example/mcp"),
                "invalid_scope", with(flow.parameters(), "scope", "nothing:known"));
        expected.forEach((error, parameters) -> assertSentBack(flow, parameters, error));
        assertSentBack(flow, with(flow.parameters(), "code_challenge_method", "plain"), "invalid_request");
        assertSentBack(flow, without(flow.parameters(), "code_challenge_method"), "invalid_request");
        assertSentBack(flow, with(flow.parameters(), "code_challenge", "short"), "invalid_request");
        assertSentBack(flow, without(flow.parameters(), "response_type"), "invalid_request");
    }

    private static void assertSentBack(SignIn flow, Map<String, String> parameters, String error) {
        HttpResponse<String> answer = flow.request(parameters);

        assertFalse(answer.body().contains("imap_password"), error);
        Map<String, String> callback =
                flow.callback(answer).orElseThrow(() -> new AssertionError(error + ": " + answer.statusCode()));
        assertEquals(error, callback.get("error"));
        assertEquals(parameters.get("state"), callback.get("state"));
        assertEquals(product.base(), callback.get("iss"));
    }

    @Test
    void defect17TheWrongVerifierIsRefused() {
        var flow = new SignIn(product.base(), client);
        String code = flow.approve(flow.open(), ada);

        HttpResponse<String> answer = flow.token(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                client.redirectUri(),
                "code_verifier",
                "x".repeat(43)));

        assertRefused(400, "invalid_grant", answer);
    }

    @Test
    void defect17BasicAndPostAuthenticateAndAWrongSecretDoesNot() {
        SignIn.Tokens tokens = SignIn.tokens(product, client, ada);
        assertEquals(200, refreshWithBasic(tokens, client.secret()).statusCode());
        HttpResponse<String> wrong = refreshWithBasic(tokens, "wrong");
        assertRefused(401, "invalid_client", wrong);
        assertTrue(wrong.headers().firstValue("www-authenticate").orElse("").startsWith("Basic"));

        JsonNode metadata = Json.parse(
                product.get("/.well-known/oauth-authorization-server").body());
        String methods =
                metadata.required("token_endpoint_auth_methods_supported").toString();
        assertTrue(methods.contains("client_secret_basic") && methods.contains("client_secret_post"), methods);
        assertEquals(
                "[\"S256\"]",
                metadata.required("code_challenge_methods_supported").toString());
    }

    private static HttpResponse<String> refreshWithBasic(SignIn.Tokens tokens, String secret) {
        String credentials =
                Base64.getEncoder().encodeToString((client.id() + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return Product.send(HttpRequest.newBuilder(URI.create(product.base() + "/oauth/token"))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "grant_type=refresh_token&refresh_token=" + tokens.refresh())));
    }

    @Test
    void defect20WithoutStarttlsNoPasswordIsSent() throws IOException {
        try (WireTap imapTap = WireTap.inFrontOf(mail.imapPort())) {
            Client starttls =
                    product.generate(mail.site().withImapPort(imapTap.port()).withImapSecurity("starttls"));
            var flow = new SignIn(product.base(), starttls);

            HttpResponse<String> answer = flow.submit(flow.open(), ada, "approve", List.of("mail:read"));

            assertEquals(200, answer.statusCode(), "the form again, with an error");
            assertTrue(flow.callback(answer).isEmpty());
            assertFalse(imapTap.said().contains(ada.password()));
            assertFalse(imapTap.said()
                    .contains(Base64.getEncoder()
                            .encodeToString(
                                    ("\0" + ada.username() + "\0" + ada.password()).getBytes(StandardCharsets.UTF_8))));
            assertFalse(imapTap.said().toUpperCase(java.util.Locale.ROOT).contains("AUTHENTICATE"));
        }
    }

    @Test
    void defect20PlainTextIsRefusedForHostsTheOperatorDidNotName() {
        try (Product strict = Product.start(Product.settings())) {
            Client plain = strict.generate(mail.site());
            var flow = new SignIn(strict.base(), plain);

            HttpResponse<String> answer = flow.submit(flow.open(), ada, "approve", List.of("mail:read"));

            assertTrue(flow.callback(answer).isEmpty());
        }
    }

    @Test
    void defect21ASecondReadStoresNothing() {
        Person bob = mail.person("bob-" + UUID.randomUUID());
        byte[] content = "attached".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        try (SecondEyes imap = mail.open(bob)) {
            imap.append("INBOX", "", Mails.withAttachment("with file", "x", "a b.bin", content));
        }
        var mcp = new McpCalls(product, SignIn.tokens(product, client, bob));

        JsonNode first = mcp.call("get_mail_message", Map.of("folder", "INBOX", "uid", 1));
        Map<String, Object> stored = files();
        JsonNode second = mcp.call("get_mail_message", Map.of("folder", "INBOX", "uid", 1));

        assertEquals(stored, files());
        URI url = URI.create(first.at("/attachments/0/url").asText());
        assertEquals(
                url.getPath(),
                URI.create(second.at("/attachments/0/url").asText()).getPath());
        assertEquals(
                new String(content, StandardCharsets.US_ASCII),
                new String(Product.download(url), StandardCharsets.US_ASCII));
        assertFalse(url.getPath().contains("a b"), "the key holds nothing that the sender wrote");
        HttpResponse<String> download =
                product.get(url.toString().substring(product.base().length()));
        assertTrue(
                download.headers().firstValue("content-disposition").orElse("").startsWith("attachment"));
        assertEquals(
                "nosniff",
                download.headers().firstValue("x-content-type-options").orElse(""));
        String path = url.toString().substring(product.base().length());
        String tampered = path.substring(0, path.length() - 1) + (path.endsWith("A") ? "B" : "A");
        assertNotEquals(200, product.get(tampered).statusCode());
    }

    /** The attachments' files and which they are: one written anew is another of the same name; a kept one may be touched. */
    private static Map<String, Object> files() {
        Map<String, Object> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of(product.setting("DATA_DIR"), "attachments"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found.put(file.toString(), Files.getAttribute(file, "unix:ino"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertFalse(found.isEmpty(), "attachments are kept in DATA_DIR");
        return found;
    }

    private static void assertRefused(int status, String error, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(error, Json.parse(answer.body()).required("error").asText());
        assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
    }

    private static Map<String, String> with(Map<String, String> parameters, String name, String value) {
        parameters.put(name, value);
        return parameters;
    }

    private static Map<String, String> without(Map<String, String> parameters, String name) {
        parameters.remove(name);
        return parameters;
    }
}
