package dev.mailmcp.resource;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.Login;
import dev.mailmcp.account.MailAccount;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.mail.KeptMailboxes;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.secret.Secret;
import dev.mailmcp.testing.FakeSession;
import dev.mailmcp.token.Grant;
import dev.mailmcp.token.Scope;
import dev.mailmcp.value.InvalidValue;
import dev.mailmcp.web.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** From a token to a mailbox: the right one, for one request. */
class CallersTest {
    private final Visitors visitors = new Visitors();

    @Test
    void parallelCallersSeeTheirOwnMailboxOnly() throws Exception {
        List<Callable<Void>> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String person = List.of("ada", "bob", "eve").get(i % 3);
            calls.add(() -> {
                String answer = Visitors.text(visitors.call(person, "who_am_i"));
                assertTrue(answer.contains("INBOX of " + person), answer);
                assertTrue(answer.contains(person + "@example.org"), answer);
                assertTrue(answer.contains("grant-" + person), answer);
                return null;
            });
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(calls)) {
                done.get();
            }
        }
    }

    @Test
    void sessionEndsWithItsRequest() throws Exception {
        visitors.call("ada", "who_am_i");
        visitors.call("ada", "who_am_i");

        FakeSession session = Objects.requireNonNull(visitors.sessions.get("ada"));
        assertEquals(2, session.opened);
        assertEquals(2, session.closed);
    }

    @Test
    void listingToolsOpensNoMailbox() throws Exception {
        visitors.send(
                "POST",
                dev.mailmcp.web.Headers.of("Authorization", "Bearer token-of-ada"),
                _ -> "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertTrue(visitors.sessions.isEmpty());
    }

    @Test
    void loginRefusedByTheMailServerIsAnInvalidTokenAndMakesTheGrantStale() throws Exception {
        visitors.openingFails = java.util.Optional.of(MailException.Fault.LOGIN_REFUSED);

        HttpResponse response = visitors.call("ada", "who_am_i");

        assertEquals(401, response.status());
        assertTrue(response.headers().all("WWW-Authenticate").getFirst().contains("error=\"invalid_token\""));
        assertEquals(Set.of("grant-ada"), visitors.stale);
    }

    @Test
    void mailServerThatIsDownIsARetryableToolErrorAndTheGrantStands() throws Exception {
        visitors.openingFails = java.util.Optional.of(MailException.Fault.UNAVAILABLE);

        HttpResponse response = visitors.call("ada", "who_am_i");

        assertEquals(200, response.status());
        assertTrue(Visitors.text(response).contains("\\\"retryable\\\":true"), Visitors.text(response));
        assertTrue(visitors.stale.isEmpty());
    }

    @Test
    void ownerIsTheSameUnderEveryGrantAndAnotherForEverybodyElse() {
        var names = new OwnerNames(new OwnerKey(new byte[32]));
        byte[] other = new byte[32];
        other[0] = 1;

        String ada = names.of(Visitors.grant("ada", Scope.all())).id();

        assertEquals(ada, names.of(Visitors.grant("ada", Set.of(Scope.READ))).id());
        assertNotEquals(ada, names.of(Visitors.grant("bob", Scope.all())).id());
        assertNotEquals(
                ada,
                new OwnerNames(new OwnerKey(other))
                        .of(Visitors.grant("ada", Scope.all()))
                        .id());
        assertFalse(ada.contains("ada"));
        assertTrue(ada.matches("[A-Za-z0-9_-]{43}"), "fits an attachment key");
    }

    @Test
    void ownerDependsOnHostAndLoginAndNotOnTheCaseOfTheHost() {
        var names = new OwnerNames(new OwnerKey(new byte[32]));

        String owner = names.of(grantAt("imap.example.org", "ada")).id();

        assertEquals(owner, names.of(grantAt("IMAP.Example.org", "ada")).id());
        assertNotEquals(owner, names.of(grantAt("imap.example.org", "Ada")).id());
        assertNotEquals(owner, names.of(grantAt("imap.example.orga", "da")).id());
    }

    private static Grant grantAt(String host, String login) {
        var access = new MailAccount.Access(
                new Endpoint(host, 993, TransportSecurity.TLS), new Login(login, Secret.of("secret")));
        var account = new MailAccount(
                new EmailAddress("ada@example.org"), "Ada", List.of(), access, java.util.Optional.empty());
        return new Grant("grant", "client", Scope.all(), account, Visitors.BASE.at("/mcp"), Instant.MAX);
    }

    @Test
    void ownerKeyIsWholeAndNeverShown() {
        assertThrows(InvalidValue.class, () -> new OwnerKey(new byte[31]));
        assertEquals("OwnerKey[redacted]", new OwnerKey(new byte[32]).toString());
    }

    @Test
    void oneRequestHasOneSessionHoweverOftenItIsUsed() {
        var visit = new Visit(Visitors.grant("ada", Scope.all()), visitors, visitors);

        try (visit) {
            visit.session();
            visit.session();
        }

        FakeSession session = Objects.requireNonNull(visitors.sessions.get("ada"));
        assertEquals(1, session.opened);
        assertEquals(1, session.closed);
    }

    @Test
    void sessionThatDoesNotCloseWellSpoilsNothing() {
        var session = (MailboxSession) java.lang.reflect.Proxy.newProxyInstance(
                MailboxSession.class.getClassLoader(), new Class<?>[] {MailboxSession.class}, (_, _, _) -> {
                    throw new IllegalStateException("the connection is gone");
                });
        var clumsy = new KeptMailboxes() {
            @Override
            public MailboxSession of(
                    String grant, MailAccount account, Function<MailException, RuntimeException> refused) {
                return session;
            }

            @Override
            public Set<String> grants() {
                return Set.of();
            }

            @Override
            public void end(String grant) {}
        };
        var visit = new Visit(Visitors.grant("ada", Scope.all()), clumsy, visitors);
        visit.session();

        assertDoesNotThrow(visit::close);
    }

    @Test
    void grantWithoutALoginForSendingCannotSend() {
        var mailbox = new VisitorsMailbox(visitors);
        try (var visit = new Visit(Visitors.grant("ada", Scope.all()), visitors, visitors)) {
            ScopedValue.where(Visit.CURRENT, visit)
                    .run(() -> assertEquals(
                            MailException.Fault.REFUSED,
                            assertThrows(MailException.class, mailbox::submission)
                                    .fault()));
        }
    }
}
