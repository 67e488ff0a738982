package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a person grants is what a client can do, in every way of keeping state, and over a restart. */
class GrantsIT {
    private static Mailroom mail;

    @BeforeAll
    static void start() {
        mail = Mailroom.greenMail();
    }

    @AfterAll
    static void stop() {
        mail.close();
    }

    @Test
    void embeddedStateSurvivesARestart() {
        worksAndSurvivesARestart(Product.settings(mail.site().settings()));
    }

    @Test
    void withoutStateTheKeyAloneCarriesGrantsOverARestart() {
        Map<String, String> settings = Product.settings(mail.site().settings());
        settings.put("STATE", "none");
        Product product = worksAndSurvivesARestart(settings);

        assertTrue(product.log().contains("STATE=none"), "it warns");
        assertFalse(product.log().isEmpty());
    }

    private static Product worksAndSurvivesARestart(Map<String, String> settings) {
        Person ada = mail.person("ada-" + UUID.randomUUID());
        Product first = Product.start(settings);
        Client client;
        SignIn.Tokens tokens;
        try (first) {
            client = first.generate(mail.site());
            tokens = SignIn.tokens(first, client, ada);
            assertEquals(9, new McpCalls(first, tokens).tools().size());
        }
        try (Product second = Product.start(settings)) {
            assertTrue(new McpCalls(second, tokens)
                            .call("list_mailboxes", Map.of())
                            .required("mailboxes")
                            .size()
                    > 0);
            SignIn.Tokens refreshed = new SignIn(second.base(), client).refresh(tokens);
            new McpCalls(second, refreshed).call("list_mailboxes", Map.of());
        }
        return first;
    }

    @Test
    void anotherKeyOpensNothing() {
        Person ada = mail.person("ada-" + UUID.randomUUID());
        Map<String, String> settings = Product.settings(mail.site().settings());
        Client client;
        SignIn.Tokens tokens;
        try (Product first = Product.start(settings)) {
            client = first.generate(mail.site());
            tokens = SignIn.tokens(first, client, ada);
        }
        settings.put("CLIENT_KEYS", settings.get("ENCRYPTION_KEY"));
        settings.put("ENCRYPTION_KEY", Product.freshKey());
        try (Product second = Product.start(settings)) {
            assertEquals(
                    401,
                    new McpCalls(second, tokens).post("tools/list", Map.of()).statusCode());
            HttpResponse<String> refused = new SignIn(second.base(), client)
                    .token(Map.of("grant_type", "refresh_token", "refresh_token", tokens.refresh()));
            assertEquals(400, refused.statusCode());
            assertEquals(
                    "invalid_grant",
                    Json.parse(refused.body()).required("error").asText());
        }
    }

    @Test
    void aToolOutsideTheGrantIsNeitherListedNorCallable() {
        Person ada = mail.person("ada-" + UUID.randomUUID());
        try (Product product = Product.start(Product.settings(mail.site().settings()))) {
            Client client = product.generate(mail.site());
            var flow = new SignIn(product.base(), client);
            HttpResponse<String> answer = flow.submit(flow.open(), ada, "approve", List.of("mail:read"));
            SignIn.Tokens tokens = flow.exchange(flow.code(answer));
            var mcp = new McpCalls(product, tokens);

            assertEquals("mail:read", tokens.scope());
            assertEquals(
                    Set.of("list_mailboxes", "list_mail_messages", "get_mail_message", "search_mail_messages"),
                    new TreeSet<>(mcp.tools()));
            HttpResponse<String> refused = mcp.post(
                    "tools/call",
                    Map.of("name", "delete_mail_message", "arguments", Map.of("folder", "INBOX", "uid", 1)));
            assertEquals(403, refused.statusCode(), refused.body());
            String challenge = refused.headers().firstValue("www-authenticate").orElse("");
            assertTrue(challenge.contains("error=\"insufficient_scope\""), challenge);
            assertTrue(challenge.contains("mail:delete"), challenge);
        }
    }

    @Test
    void denyingSendsAccessDeniedAndNoCode() {
        Person ada = mail.person("ada-" + UUID.randomUUID());
        try (Product product = Product.start(Product.settings(mail.site().settings()))) {
            Client client = product.generate(mail.site());
            var flow = new SignIn(product.base(), client);

            HttpResponse<String> answer = flow.submit(flow.open(), ada, "deny", List.of());

            Map<String, String> callback = flow.callback(answer).orElseThrow();
            assertEquals("access_denied", callback.get("error"));
            assertFalse(callback.containsKey("code"));
            assertEquals(product.base(), callback.get("iss"));
        }
    }
}
