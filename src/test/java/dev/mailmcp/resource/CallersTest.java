package dev.mailmcp.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.mail.MailException;
import dev.mailmcp.testing.FakeSession;
import dev.mailmcp.token.Scope;
import dev.mailmcp.web.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
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
}
