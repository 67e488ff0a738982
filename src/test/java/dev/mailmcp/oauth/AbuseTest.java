package dev.mailmcp.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.testing.Accounts;
import dev.mailmcp.web.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the endpoints make of the limits, and what they note. The test's proxy is at loopback and tells where callers are. */
class AbuseTest {
    private static final String HOME = "203.0.113.5";

    private final Desk desk;

    AbuseTest(@TempDir Path folder) {
        this.desk = new Desk(folder);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private HttpResponse signIn(String user, String password, String from) {
        Desk.Page page = desk.page();
        Map<String, String> fields = Desk.filled(page, "mail:read");
        fields.put("email", user + "@example.org");
        fields.put("imap_password", password);
        return desk.post(fields, "Cookie", page.cookie(), "X-Forwarded-For", from);
    }

    private static String retryAfter(HttpResponse response) {
        return String.join(",", response.headers().all("Retry-After"));
    }

    private static String mistake(HttpResponse response) {
        return new Desk.Page(response).html().select(".mistake").text();
    }

    @Test
    void theSixthTryAtAMailboxIsNotMadeAndOthersGoOn() {
        // V24.
        for (int i = 0; i < 5; i++) {
            assertEquals(200, signIn("ada", "wrong", HOME).status());
        }
        HttpResponse sixth = signIn("ada", Accounts.PASSWORD, "198.51.100.1");

        assertEquals(429, sixth.status(), "not with the right password, and from nowhere");
        assertEquals("900", retryAfter(sixth));
        assertEquals("Too many sign-ins were tried. Try again in 15 minutes.", mistake(sixth));
        assertEquals(5, desk.mail.logins.size(), "nobody was dialled");
        assertEquals(303, signIn("bob", Accounts.PASSWORD, HOME).status());
        for (int i = 5; i < 20; i++) {
            assertEquals(200, signIn("u" + i, "wrong", HOME).status());
        }
        assertEquals(429, signIn("bob", Accounts.PASSWORD, HOME).status(), "until the address has had its twenty");
        assertEquals(303, signIn("bob", Accounts.PASSWORD, "198.51.100.1").status());
    }

    @Test
    void aPageIsNotUsedUpByTriesThatAreNotMade() {
        for (int i = 0; i < 5; i++) {
            signIn("ada", "wrong", HOME);
        }
        Desk.Page page = desk.page();
        Map<String, String> fields = Desk.filled(page, "mail:read");
        fields.put("email", "ada@example.org");

        for (int i = 0; i < 2 * Transaction.MOST_ATTEMPTS; i++) {
            HttpResponse held = desk.post(fields, "Cookie", page.cookie(), "X-Forwarded-For", HOME);

            assertEquals(429, held.status());
            assertFalse(mistake(held).isEmpty(), "the form again, to be sent later");
        }
    }

    @Test
    void anotherEmailAddressInTheFormIsNoOtherMailbox() {
        for (int i = 0; i < 6; i++) {
            Desk.Page page = desk.page();
            Map<String, String> fields = Desk.filled(page, "mail:read");
            fields.put("email", "somebody" + i + "@example.org");
            fields.put("imap_username", i % 2 == 0 ? "ada" : "ADA");
            fields.put("imap_password", "wrong");
            assertEquals(i < 5 ? 200 : 429, desk.submit(page, fields).status());
        }
    }

    @Test
    void whatTheCallerWritesIntoTheHeaderChangesNothing() {
        for (int i = 0; i < 20; i++) {
            signIn("u" + i, "wrong", "192.0.2." + i + ", " + HOME);
        }

        assertEquals(
                429, signIn("bob", Accounts.PASSWORD, "192.0.2.99, " + HOME).status());
    }

    @Test
    void aMailServerThatIsDownLocksNobodyOut() {
        desk.mail.trouble = Optional.of(Fault.THROTTLED);
        for (int i = 0; i < 25; i++) {
            assertEquals(200, signIn("ada", Accounts.PASSWORD, HOME).status());
        }
        desk.mail.trouble = Optional.empty();

        assertEquals(303, signIn("ada", Accounts.PASSWORD, HOME).status());
    }

    @ParameterizedTest
    @EnumSource
    void everyFailureIsHeldBackAndNoSuccess(Fault fault) {
        desk.mail.trouble = Optional.of(fault);

        signIn("ada", Accounts.PASSWORD, HOME);

        assertEquals(1, desk.waits.size());
        assertTrue(desk.waits.getFirst().compareTo(Duration.ofMillis(700)) >= 0);
        desk.mail.trouble = Optional.empty();
        signIn("ada", Accounts.PASSWORD, HOME);
        assertEquals(1, desk.waits.size());
    }

    @Test
    void aServerTheOperatorNeverSawIsSaidNothingOf() {
        var legacy = new ClientKind.Legacy();

        assertEquals(SignInFault.refused(legacy), SignInFault.unreachable(legacy));
        for (ClientKind kind : List.of(
                new ClientKind.Generated(), new ClientKind.Registered(), new ClientKind.Document("claude.ai"))) {
            assertEquals(SignInFault.refused(new ClientKind.Generated()), SignInFault.refused(kind));
            assertFalse(SignInFault.refused(kind).equals(SignInFault.unreachable(kind)));
        }
    }

    @Test
    void passwordsOfAThousandOctetsAreTakenAndNoLonger() {
        desk.mail.password = " " + "\u00fc".repeat(511) + " ";
        assertEquals(303, signIn("ada", desk.mail.password, HOME).status());

        HttpResponse longer = signIn("ada", desk.mail.password + "x", HOME);

        assertEquals(200, longer.status());
        assertTrue(mistake(longer).contains("too long"));
    }

    @Test
    void theTwentyFirstRegistrationOfAnHourIsRefused() {
        for (int i = 0; i < 20; i++) {
            assertEquals(201, register(HOME).status());
        }
        HttpResponse refused = register(HOME);

        assertEquals(429, refused.status());
        assertEquals("3600", retryAfter(refused));
        assertEquals("too_many_requests", Desk.json(refused).path("error").asText());
        assertEquals(201, register("198.51.100.1").status());
        desk.store.down = true;
        assertEquals(503, register("198.51.100.1").status());
    }

    private HttpResponse register(String from) {
        return desk.register(
                "{\"redirect_uris\":[\"https://app.example/cb\"],\"token_endpoint_auth_method\":\"none\"}",
                "X-Forwarded-For",
                from);
    }

    @Test
    void whoPresentsWrongSecretsIsToldToWaitAndTheClientItselfIsNot() {
        Map<String, String> wrong = desk.exchange("x");
        wrong.put("client_secret", "wrong");
        for (int i = 0; i < 60; i++) {
            assertEquals(401, desk.token(wrong, "X-Forwarded-For", HOME).status());
        }
        HttpResponse held = desk.token(wrong, "X-Forwarded-For", HOME);

        assertEquals(429, held.status());
        assertEquals("3600", retryAfter(held));
        String id = desk.client.clientId();
        String otherwise = "%" + Integer.toHexString(id.charAt(0)) + id.substring(1);
        for (String spelling : List.of(id, otherwise)) {
            assertEquals(
                    429,
                    desk.token("grant_type=x", "X-Forwarded-For", HOME, "Authorization", basic(spelling, "wrong"))
                            .status());
        }
        assertEquals(
                400, desk.token(desk.exchange("x"), "X-Forwarded-For", HOME).status(), "its secret is right");
        assertEquals(401, desk.token(wrong, "X-Forwarded-For", "198.51.100.1").status());
    }

    private static String basic(String id, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aStrangerThatIsNoClientIsToldSoHoweverOftenItAsks() {
        Map<String, String> unknown = desk.exchange("x");
        unknown.put("client_id", "unknown");
        for (int i = 0; i < 70; i++) {
            assertEquals(401, desk.token(unknown, "X-Forwarded-For", HOME).status(), "or it would not register anew");
        }
    }

    @Test
    void eachThingThatHappensIsNotedOnce() {
        signIn("ada", "wrong", HOME);
        assertEquals(List.of("login_failed"), desk.noted);
        desk.noted.clear();

        String code = desk.code("mail:read");
        assertEquals(List.of("login_succeeded"), desk.noted);
        desk.noted.clear();

        JsonNode tokens = Desk.json(desk.token(desk.exchange(code)));
        assertEquals(List.of("grant_made"), desk.noted);
        desk.noted.clear();

        desk.token(desk.refresh(tokens.path("refresh_token").asText()));
        assertEquals(List.of("grant_refreshed"), desk.noted);
        desk.noted.clear();

        desk.token(desk.exchange(code));
        assertEquals(List.of("token_reused"), desk.noted);
        desk.noted.clear();

        register(HOME);
        assertEquals(List.of("client_registered"), desk.noted);
    }
}
