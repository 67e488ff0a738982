package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an operator ends by command has ended, with the server running and without. */
class AdministrationIT {
    private static Mailroom mail;
    private static Map<String, String> settings;
    private static Product product;
    private static Client client;

    @BeforeAll
    static void start() {
        mail = Mailroom.greenMail();
        settings = Product.settings(mail.site().settings());
        product = Product.start(settings);
        client = product.generate(mail.site(), "--name=Ada's \u202eclient");
    }

    @AfterAll
    static void stop() {
        product.close();
        mail.close();
    }

    private static Person person() {
        return mail.person("ada-" + UUID.randomUUID());
    }

    private static SignIn.Tokens signedIn(Person person) {
        SignIn.Tokens tokens = SignIn.tokens(product, client, person);
        assertEquals(200, status(tokens));
        return tokens;
    }

    private static int status(SignIn.Tokens tokens) {
        return new McpCalls(product, tokens).post("tools/list", Map.of()).statusCode();
    }

    private static Jar.Ended ran(String... arguments) {
        Jar.Ended ended = Jar.run(settings, arguments);
        assertEquals(0, ended.code(), ended.err());
        return ended;
    }

    private static JsonNode list(String... more) {
        List<String> arguments = new java.util.ArrayList<>(List.of("grants", "list", "--json"));
        arguments.addAll(List.of(more));
        return Json.parse(ran(arguments.toArray(String[]::new)).out());
    }

    private static void assertFails(int code, Jar.Ended ended) {
        assertEquals(code, ended.code(), ended.out() + ended.err());
        assertEquals(1, ended.err().lines().count(), ended.err());
        assertEquals("", ended.out());
    }

    @Test
    void aGrantRevokedByItsIdIsRefusedAtOnceAndOthersAreNot() {
        Person ada = person();
        SignIn.Tokens tokens = signedIn(ada);
        SignIn.Tokens others = signedIn(person());
        JsonNode listed = list("--mailbox=" + ada.email());
        assertEquals(1, listed.size(), listed.toString());

        ran("grants", "revoke", listed.get(0).required("id").asText());

        assertEquals(401, status(tokens));
        assertEquals(200, status(others));
        assertEquals(0, list("--mailbox=" + ada.email()).size());
        assertEquals(
                400,
                new SignIn(product.base(), client)
                        .token(Map.of("grant_type", "refresh_token", "refresh_token", tokens.refresh()))
                        .statusCode());
        assertFails(
                1,
                Jar.run(
                        settings,
                        "grants",
                        "revoke",
                        listed.get(0).required("id").asText()));
    }

    @Test
    void theGrantsOfAMailboxEndTogether() {
        Person ada = person();
        SignIn.Tokens one = signedIn(ada);
        SignIn.Tokens two = signedIn(ada);
        SignIn.Tokens others = signedIn(person());

        String said = ran("grants", "revoke", "--mailbox", ada.email()).out();

        assertTrue(said.contains("2 grants"), said);
        assertEquals(401, status(one));
        assertEquals(401, status(two));
        assertEquals(200, status(others));
    }

    @Test
    void aRevokedClientIsNobodyAndItsGrantsEnd() {
        Client other = product.generate(mail.site());
        SignIn.Tokens tokens = SignIn.tokens(product, other, person());
        SignIn.Tokens others = signedIn(person());

        ran("clients", "revoke", other.id());

        assertEquals(401, status(tokens));
        var flow = new SignIn(product.base(), other);
        assertEquals(400, flow.request(flow.parameters()).statusCode());
        assertEquals(
                401,
                flow.token(Map.of("grant_type", "refresh_token", "refresh_token", tokens.refresh()))
                        .statusCode());
        assertEquals(200, status(others));
    }

    @Test
    void theListIsForPeopleTooAndShowsNoAddress() {
        Person ada = person();
        signedIn(ada);

        String table = ran("grants", "list", "--client=" + client.id()).out();

        assertTrue(table.contains("Ada's"), table);
        assertFalse(table.contains("\u202e"), "nothing turns the line round");
        assertFalse(table.contains(ada.email()), table);
    }

    @Test
    void keysHaveNamesAndARotationLogsNobodyOut() {
        Person ada = person();
        Map<String, String> own = Product.settings(mail.site().settings());
        SignIn.Tokens tokens;
        Client made;
        try (Product first = Product.start(own)) {
            made = first.generate(mail.site());
            tokens = SignIn.tokens(first, made, ada);
        }
        Map<String, String> rotated = new TreeMap<>(own);
        Jar.run(own, "keys", "rotate").out().lines().forEach(line -> {
            String[] pair = line.split("=", 2);
            rotated.put(pair[0], pair[1]);
        });
        assertEquals(own.get("ENCRYPTION_KEY"), rotated.get("CLIENT_KEYS"));

        try (Product second = Product.start(rotated)) {
            assertEquals(
                    200,
                    new McpCalls(second, tokens).post("tools/list", Map.of()).statusCode());
            SignIn.Tokens fresh = new SignIn(second.base(), made).refresh(tokens);
            JsonNode status =
                    Json.parse(Jar.run(rotated, "keys", "status", "--json").out());
            assertEquals(2, status.required("encryption_key").size(), status.toString());
            assertTrue(status.at("/encryption_key/0/seals").asBoolean());
            assertFalse(status.at("/encryption_key/1/seals").asBoolean());
            assertEquals(1, status.at("/grants/standing").asInt());
            assertEquals(1, status.at("/grants/clients").asInt());
            assertEquals(1, status.at("/encryption_key/0/grants").asInt(), status.toString());
            assertEquals(1, status.at("/encryption_key/1/grants").asInt(), "until the fresh tokens are seen in use");
            assertEquals(
                    200,
                    new McpCalls(second, fresh).post("tools/list", Map.of()).statusCode());
            JsonNode used =
                    Json.parse(Jar.run(rotated, "keys", "status", "--json").out());
            assertEquals(0, used.at("/encryption_key/1/grants").asInt(), used.toString());
            String said = Jar.run(rotated, "keys", "status").out();
            assertTrue(said.contains("seals and opens  1 grant"), said);
            assertTrue(said.contains("1 grant in all, of 1 client. 0 clients revoked by command"), said);
            rotated.put(
                    "ENCRYPTION_KEY", rotated.getOrDefault("ENCRYPTION_KEY", "").split(",", -1)[0]);
            tokens = fresh;
        }
        try (Product third = Product.start(rotated)) {
            assertEquals(
                    200,
                    new McpCalls(third, tokens).post("tools/list", Map.of()).statusCode(),
                    "the old key went when nothing needed it");
        }
        assertFalse(Files.exists(Path.of(own.getOrDefault("DATA_DIR", ""), "control.sock")));
    }

    @Test
    void withoutAServerTheStoreIsOpened() {
        Map<String, String> own = Product.settings(mail.site().settings());
        try (Product first = Product.start(own)) {
            SignIn.tokens(first, first.generate(mail.site()), person());
            first.kill(); // And leaves its socket behind.
        }

        assertEquals(
                1, Json.parse(Jar.run(own, "grants", "list", "--json").out()).size());
    }

    @Test
    void wrongUsageIsOneLineAndTwoAndFailureIsOneLineAndOne() {
        for (String[] wrong : new String[][] {
            {"grants"},
            {"clients"},
            {"keys"},
            {"grants", "revoke"},
            {"grants", "revoke", "id", "--client=0123456789abcdef"},
            {"grants", "revoke", "--mailbox=nobody"},
            {"grants", "list", "--client=x"},
            {"clients", "revoke", "eyJ.x.y"},
        }) {
            assertFails(2, Jar.run(settings, wrong));
        }
        // Ids that look like options are ids.
        assertFails(1, Jar.run(settings, "grants", "revoke", "-hAAAAAAAAAAAAAAAAAAAA"));
        Map<String, String> elsewhere = new TreeMap<>(settings);
        elsewhere.put("DATA_DIR", Product.freshFolder().toString());
        assertFails(1, Jar.run(elsewhere, "grants", "list"));
        Map<String, String> stateless = new TreeMap<>(settings);
        stateless.put("STATE", "none");
        assertFails(2, Jar.run(stateless, "grants", "list"));
    }
}
