package dev.mailmcp.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.blackbox.Client;
import dev.mailmcp.blackbox.Mailroom;
import dev.mailmcp.blackbox.McpCalls;
import dev.mailmcp.blackbox.Person;
import dev.mailmcp.blackbox.Product;
import dev.mailmcp.blackbox.SignIn;
import dev.mailmcp.blackbox.Suites;
import dev.mailmcp.testserver.Postgres;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator does to a server, and what happens to it: keys change, it restarts, its store is away. On servers of its own. */
class OperationIT {
    private Mailroom mail;

    @BeforeEach
    void start() {
        Assumptions.assumeTrue(
                System.getProperty("deployment.base-url") == null,
                "a deployment that runs already is not ours to stop");
        mail = Mailroom.greenMail();
    }

    @AfterEach
    void stop() {
        if (mail != null) {
            mail.close();
        }
    }

    private Map<String, String> settings(String state) {
        Map<String, String> settings = Product.settings(mail.site().settings());
        settings.put("STATE", state);
        return settings;
    }

    private Person person() {
        return mail.person("ada-" + UUID.randomUUID());
    }

    private static int mcp(Product product, SignIn.Tokens tokens) {
        return new McpCalls(product, tokens).post("tools/list", Map.of()).statusCode();
    }

    private static Answer refresh(Product product, Client client, SignIn.Tokens tokens) {
        return Answer.of(new SignIn(product.base(), client)
                .token(Map.of("grant_type", "refresh_token", "refresh_token", tokens.refresh())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "none"})
    void aKeyIsReplacedWithoutLoggingAnybodyOutAndDroppedWithEverything(String state) {
        Map<String, String> settings = settings(state);
        String old = String.valueOf(settings.get("ENCRYPTION_KEY"));
        settings.put("CLIENT_KEYS", Product.freshKey());
        Client client;
        SignIn.Tokens underOld;
        try (Product before = Product.start(settings)) {
            client = before.generate(mail.site());
            underOld = SignIn.tokens(before, client, person());
        }
        String fresh = Product.freshKey();
        settings.put("ENCRYPTION_KEY", fresh + "," + old);
        SignIn.Tokens renewed;
        SignIn.Tokens forgotten;
        try (Product during = Product.start(settings)) {
            assertEquals(200, mcp(during, underOld), "what the old key sealed, it opens");
            renewed = new SignIn(during.base(), client).refresh(underOld);
            forgotten = underOld;
        }
        settings.put("ENCRYPTION_KEY", fresh);
        try (Product after = Product.start(settings)) {
            assertEquals(200, mcp(after, renewed), "what was sealed since, the new key opens");
            assertEquals(200, refresh(after, client, renewed).status());
            assertEquals(401, mcp(after, forgotten), "the old key is nobody's any more");
            Answer refused = refresh(after, client, forgotten);
            assertEquals(400, refused.status());
            assertEquals("invalid_grant", refused.error());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "none"})
    void aRestartKeepsGrants(String state) {
        Map<String, String> settings = settings(state);
        Client client;
        SignIn.Tokens tokens;
        try (Product before = Product.start(settings)) {
            client = before.generate(mail.site());
            tokens = SignIn.tokens(before, client, person());
        }
        try (Product after = Product.start(settings)) {
            assertEquals(200, mcp(after, tokens));
            assertEquals(200, refresh(after, client, tokens).status());
        }
    }

    @Test
    void anExpiredTokenIsA401AndARefreshMendsIt() {
        Map<String, String> settings = settings("embedded");
        settings.put("ACCESS_TOKEN_TTL", "1s");
        try (Product product = Product.start(settings)) {
            Client client = product.generate(mail.site());
            SignIn.Tokens tokens = SignIn.tokens(product, client, person());
            Theme.pause(1_100);

            Answer answer =
                    Call.get(product.base() + "/mcp").bearer(tokens.access()).send();
            assertEquals(401, answer.status());
            assertTrue(answer.header("WWW-Authenticate").contains("error=\"invalid_token\""), answer.toString());
            assertEquals(200, refresh(product, client, tokens).status());
        }
    }

    @Test
    void whileTheStoreIsAwayNobodyIsLoggedOut() throws IOException {
        Suites.need("postgresql", Postgres.installed(), "PostgreSQL is not installed");
        try (Postgres database = Postgres.start()) {
            Map<String, String> settings = Product.settings(mail.site().settingsOfOperator());
            settings.put("DATABASE_URL", database.url());
            settings.put("DATABASE_USER", database.user());
            settings.put("DATABASE_PASSWORD", database.password());
            try (Product product = Product.start(settings)) {
                Client client = product.generate(mail.site());
                SignIn.Tokens tokens = SignIn.tokens(product, client, person());
                var flow = new SignIn(product.base(), client);
                SignIn.Page page = flow.open();
                String code = flow.approve(flow.open(), person());
                database.kill();

                assertAway(
                        Call.get(product.base() + "/mcp")
                                .bearer(tokens.access())
                                .send(),
                        "a token not seen before");
                assertAway(refresh(product, client, tokens), "a refresh token");
                assertAway(
                        Answer.of(flow.token(Map.of(
                                "grant_type", "authorization_code", "code", code, "code_verifier", flow.verifier()))),
                        "a code");
                assertAway(
                        Call.form(
                                        product.base() + "/oauth/revoke",
                                        Map.of(
                                                "token", tokens.refresh(),
                                                "client_id", client.id(),
                                                "client_secret", client.secret()))
                                .send(),
                        "a revocation");
                assertAway(Answer.of(flow.submit(page, person(), "deny", java.util.List.of())), "the form");
                database.restart();

                assertEquals(200, mcp(product, tokens), "nothing was lost");
                assertEquals(200, refresh(product, client, tokens).status());
                assertFalse(flow.exchange(code).access().isEmpty(), "nor was the code used up");
            }
        }
    }

    private static void assertAway(Answer answer, String what) {
        assertEquals(503, answer.status(), () -> what + ": " + answer);
        assertFalse(answer.header("Retry-After").isEmpty(), what);
        assertTrue(answer.location().isEmpty(), what);
    }
}
