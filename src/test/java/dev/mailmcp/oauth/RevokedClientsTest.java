package dev.mailmcp.oauth;

import static dev.mailmcp.oauth.CodeGrantTest.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.oauth.Clients.Lookup;
import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.secret.Sealer;
import dev.mailmcp.store.MemoryRevokedClients;
import dev.mailmcp.store.RevokedClients;
import dev.mailmcp.testing.BreakableStore;
import dev.mailmcp.token.RevocationList;
import dev.mailmcp.token.Verification;
import dev.mailmcp.value.InvalidValue;
import dev.mailmcp.web.BaseUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that was revoked may do nothing any more, wherever it turns up. */
class RevokedClientsTest {
    private static final String DOCUMENT = "https://client.example/app.json";

    private final Path folder;
    private final Desk desk;

    RevokedClientsTest(@TempDir Path folder) {
        this.folder = folder;
        this.desk = new Desk(folder);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private static JsonNode issued(Desk desk) {
        return Desk.json(desk.token(desk.exchange(desk.code("mail:read"))));
    }

    private static boolean works(Desk desk, JsonNode tokens) {
        return desk.tokens.verify(tokens.path("access_token").asText()) instanceof Verification.Valid;
    }

    private Client client() {
        return desk.client.client();
    }

    /** As {@code ./cli clients revoke} does it. */
    private void revoke() {
        desk.store.revokedClients().revoke(client().id(), desk.clock.instant());
        desk.store.grants().deleteOfClient(client().id());
    }

    /** The same store and keys, started again with other settings. */
    private Desk restarted(RevocationList revoked) {
        desk.close();
        var again = new Desk(
                folder,
                new BaseUrl("https://mail.example.org"),
                AllowedRedirects.ANY,
                Desk.OPEN,
                DocumentClients.NONE,
                revoked);
        again.clock.pass(Duration.between(again.clock.instant(), desk.clock.instant()));
        return again;
    }

    @Test
    void itIsNotKnownAtTheSignInPage() {
        assertEquals(200, desk.page().response().status());

        revoke();

        assertEquals(400, desk.get(desk.request()).status());
    }

    @Test
    void aPageThatIsOpenAlreadyLeadsNowhere() {
        Desk.Page page = desk.page();
        revoke();

        assertEquals(400, desk.submit(page, Desk.filled(page, "mail:read")).status());
    }

    @Test
    void itsCodeItsRefreshTokenAndItsAccessTokenAreOfNoUse() {
        JsonNode tokens = issued(desk);
        String code = desk.code("mail:read");

        revoke();

        assertFalse(works(desk, tokens));
        assertRefused("invalid_client", desk.token(desk.exchange(code)));
        assertRefused(
                "invalid_client",
                desk.token(desk.refresh(tokens.path("refresh_token").asText())));
    }

    @Test
    void whatIsGrantedWhileItIsRevokedEndsAtOnce() {
        String code = desk.code("mail:read");
        // The deletion of its grants comes before this one is there.
        desk.store.beforeCreate = () -> {
            desk.store.beforeCreate = () -> {};
            revoke();
        };

        assertRefused("invalid_client", desk.token(desk.exchange(code)));

        assertEquals(List.of(), desk.store.grants().list(dev.mailmcp.store.Grants.Filter.all()));
    }

    @Test
    void othersGoOn() {
        var other = desk.generate("other", KnownClients.all());
        revoke();

        Map<String, String> request = desk.request("client_id", other.clientId());

        assertEquals(200, desk.get(request).status());
    }

    @Test
    void aListInTheSettingsCountsForGrantsThatStand() {
        JsonNode tokens = issued(desk);

        Desk again = restarted(new RevocationList(Set.of(client().id()), Optional.empty()));

        try (again) {
            assertFalse(works(again, tokens));
            assertEquals(
                    400, again.get(Map.of("client_id", desk.client.clientId())).status());
            Map<String, String> refresh = Desk.credentials(desk.client);
            refresh.put("grant_type", "refresh_token");
            refresh.put("refresh_token", tokens.path("refresh_token").asText());
            assertRefused("invalid_client", again.token(refresh));
        }
    }

    @Test
    void aMomentInTheSettingsCountsForOlderClientsAndTheirGrants() {
        JsonNode tokens = issued(desk);
        Instant made = client().issuedAt();

        try (Desk later = restarted(new RevocationList(Set.of(), Optional.of(made.plusSeconds(1))))) {
            assertFalse(works(later, tokens));
            assertEquals(
                    400, later.get(Map.of("client_id", desk.client.clientId())).status());
        }
    }

    @Test
    void aMomentInTheSettingsLeavesClientsAlone() {
        JsonNode tokens = issued(desk);
        Instant made = client().issuedAt().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);

        try (Desk later = restarted(new RevocationList(Set.of(), Optional.of(made)))) {
            assertTrue(works(later, tokens), "made just then");
        }
    }

    @Test
    void aDocumentOfARevokedClientIsNotEvenAskedFor() {
        RevokedClients stored = new MemoryRevokedClients();
        var documents = new UnrevokedDocuments(new Unread(), new Revocations(RevocationList.NONE, stored));
        assertTrue(documents.named(DOCUMENT).isPresent());

        stored.revoke(DocumentClients.shortId(DOCUMENT), desk.clock.instant());

        assertEquals(new Lookup.Unknown(), documents.find(DOCUMENT));
        assertEquals(Optional.empty(), documents.named(DOCUMENT));
        assertEquals(new DocumentClients.Judgement.Refused(), documents.judge(Optional.of(DOCUMENT), "assertion"));
    }

    @Test
    void aStoreThatIsDownMakesNobodyAStranger(@TempDir Path other) {
        try (var broken = new BreakableStore(other)) {
            RevokedClients stored = broken.revokedClients();
            broken.down = true;
            var clients = new UnrevokedClients(desk.clients, new Revocations(RevocationList.NONE, stored));

            assertEquals(new Lookup.Unavailable(), clients.find(desk.client.clientId()));
        }
    }

    // What an operator may name a client by.

    private ClientIds ids() {
        return new ClientIds(
                new Sealer(KeyRing.parse("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=")), Optional.empty());
    }

    @Test
    void aClientIsNamedByItsShortIdOrByTheWholeOne() {
        String registered = desk.registered("app", "http://127.0.0.1:4711/callback");

        assertEquals(client().id(), ids().shortened(client().id()));
        assertEquals(client().id(), ids().shortened(desk.client.clientId()));
        assertEquals(RegisteredClients.shortId(registered), ids().shortened(registered));
        assertEquals(DocumentClients.shortId(DOCUMENT), ids().shortened(DOCUMENT));
        assertEquals(
                Set.of(client().id(), DocumentClients.shortId(DOCUMENT)),
                ids().all(desk.client.clientId() + " , " + DOCUMENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "no such client", "eyJhbGciOiJkaXIifQ....", "http://client.example/app.json"})
    void whatNamesNoClientIsAFaultAndNotQuietlyNobody(String text) {
        assertThrows(InvalidValue.class, () -> ids().shortened(text));
        assertTrue(String.valueOf(assertThrows(InvalidValue.class, () -> ids().all(DOCUMENT + "," + text))
                        .getMessage())
                .startsWith("entry 2 "));
    }

    /** Documents that nobody may ask for. */
    private static final class Unread implements DocumentClients {
        @Override
        public Lookup find(String clientId) {
            throw new AssertionError("fetched");
        }

        @Override
        public Lookup recall(String clientId, AsShown shown) {
            return new Lookup.Unknown();
        }

        @Override
        public Optional<String> named(String clientId) {
            return Optional.of(DocumentClients.shortId(clientId));
        }

        @Override
        public Judgement judge(Optional<String> clientId, String assertion) {
            return new Judgement.Proven(DocumentClients.shortId(DOCUMENT));
        }

        @Override
        public List<String> algorithms() {
            return List.of();
        }
    }
}
