package dev.mailmcp.mail.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.mail.Flag;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.SearchKey;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.testserver.FakeImap;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What providers say and do when there is too much for them: connections, logins, requests, octets. */
final class ProviderPressureTest {
    private static final Uid UID = new Uid(7);

    /** Too many connections are no wrong password, or a person would be sent to sign in again for nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NO [ALERT] Too many simultaneous connections. (Failure)", // Gmail
                "NO [UNAVAILABLE] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)",
                "NO [LIMIT] Too many connections", // Rackspace
                "NO [ALERT] Maximum number of connections from user exceeded", // Rackspace
                "NO Account exceeded command or bandwidth limits. (Failure)", // Gmail
                "BAD User is authenticated but not connected.", // Exchange
            })
    void aCapOnConnectionsIsThrottlingAndNoWrongPassword(String refusal) throws IOException {
        try (var server = FakeImap.playing(line -> {
            line.say("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] hi");
            line.say(line.hear().tag() + " " + refusal);
            line.stall();
        })) {
            var fault = assertThrows(MailException.class, () -> Scripted.open(server));

            assertEquals(Fault.THROTTLED, fault.fault());
            assertTrue(fault.fault().retryable());
        }
    }

    /** Some hang up instead: before the login, or at it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* BYE Too many connections from your IP", //
                "* BYE [ALERT] Maximum number of connections reached: the limit is 20",
                "* BYE Account exceeded command or bandwidth limits.",
            })
    void beingTurnedAwayByAGoodbyeIsThrottling(String goodbye) throws IOException {
        try (var atGreeting = FakeImap.playing(line -> line.say(goodbye));
                var atLogin = FakeImap.playing(line -> {
                    line.say("* OK [CAPABILITY IMAP4rev1] hi");
                    line.hear();
                    line.say(goodbye);
                })) {
            assertEquals(
                    Fault.THROTTLED,
                    assertThrows(MailException.class, () -> Scripted.open(atGreeting))
                            .fault());
            assertEquals(
                    Fault.THROTTLED,
                    assertThrows(MailException.class, () -> Scripted.open(atLogin))
                            .fault());
        }
    }

    /** Exchange says how long it wants to be left alone, at the login as at any command. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NO Request is throttled. Suggested Backoff Time: 5000 milliseconds | 5000",
                "BAD Request is throttled. Suggested Backoff Time: 5000 ms | 5000",
                "NO [THROTTLED] Request is throttled. Suggested Backoff Time: 299961 milliseconds | 299961",
            })
    void theTimeThatExchangeWantsToBeLeftAloneIsReported(String refusal, long milliseconds) throws IOException {
        try (var atLogin = FakeImap.playing(line -> {
                    line.say("* OK [CAPABILITY IMAP4rev1] hi");
                    line.say(line.hear().tag() + " " + refusal);
                    line.stall();
                });
                var later = FakeImap.with("", command -> List.of(refusal));
                var session = Scripted.open(later)) {
            for (MailException fault : List.of(
                    assertThrows(MailException.class, () -> Scripted.open(atLogin)),
                    assertThrows(MailException.class, () -> session.newest(MailboxName.INBOX, 1, 10)))) {
                assertEquals(Fault.THROTTLED, fault.fault());
                assertEquals(Optional.of(Duration.ofMillis(milliseconds)), fault.retryAfter());
            }
        }
    }

    /** Exchange, when one reconnects too often: the login is fine, and then nothing works. */
    @Test
    void beingAuthenticatedButNotConnectedIsThrottlingWhereverItIsSaid() throws IOException {
        try (var server = FakeImap.with("", command -> List.of("BAD User is authenticated but not connected."));
                var session = Scripted.open(server)) {
            for (Runnable call : List.<Runnable>of(
                    () -> session.newest(MailboxName.INBOX, 1, 10),
                    () -> session.mailboxes(false),
                    () -> session.read(MailboxName.INBOX, UID, Optional.empty()))) {
                assertEquals(
                        Fault.THROTTLED,
                        assertThrows(MailException.class, call::run).fault());
            }
        }
    }

    /** Gmail lets a person fetch 2,500 MB a day. */
    @Test
    void listsAndSearchesFetchNothingOfABody() throws IOException {
        try (var server = FakeImap.with("", Scripted::mailbox);
                var session = Scripted.open(server)) {
            session.newest(MailboxName.INBOX, 1, 100);
            session.describe(MailboxName.INBOX, List.of(UID), Optional.empty());
            session.search(MailboxName.INBOX, new SearchKey.Plain("UNSEEN"), 10);

            assertTrue(server.heard().toString().contains("FETCH"));
            for (String command : server.heard()) {
                assertFalse(
                        command.replace("RFC822.SIZE", "")
                                .matches("(?i).*(BODY(\\.PEEK)?\\[(?!HEADER)|BINARY|RFC822).*"),
                        command);
            }
        }
    }

    /** Yahoo, now and then: the same FETCH works a moment later. */
    @Test
    void aFetchThatIsUnavailableForAMomentIsAskedForAgain() throws IOException {
        var asked = new AtomicInteger();
        try (var server = FakeImap.with(
                        "",
                        command -> command.contains("FETCH") && asked.incrementAndGet() % 2 == 1
                                ? List.of("NO [UNAVAILABLE] FETCH Server error - Please try again later")
                                : Scripted.mailbox(command));
                var session = Scripted.open(server)) {
            assertEquals(1, session.newest(MailboxName.INBOX, 1, 10).messages().size());
            assertEquals(
                    Optional.of("hello"),
                    session.read(MailboxName.INBOX, UID, Optional.empty()).text());
        }
    }

    @Test
    void aFetchThatStaysUnavailableIsGivenUpAndNothingElseIsRepeated() throws IOException {
        try (var server = FakeImap.with("", command -> switch (FakeImap.verb(command)) {
                    case "FETCH", "UID STORE" -> List.of("NO [UNAVAILABLE] Server error");
                    default -> Scripted.mailbox(command);
                });
                var session = Scripted.open(server)) {
            var reading = assertThrows(MailException.class, () -> session.newest(MailboxName.INBOX, 1, 10));
            var changing = assertThrows(
                    MailException.class,
                    () -> session.store(
                            MailboxName.INBOX, List.of(UID), Optional.empty(), List.of(Flag.SEEN), List.of()));

            assertEquals(Fault.UNAVAILABLE, reading.fault());
            assertEquals(Fault.UNAVAILABLE, changing.fault());
            assertEquals(3, count(server, "FETCH"));
            assertEquals(1, count(server, "UID STORE"));
        }
    }

    private static long count(FakeImap server, String verb) {
        return server.heard().stream()
                .filter(command -> FakeImap.verb(command).equals(verb))
                .count();
    }
}
