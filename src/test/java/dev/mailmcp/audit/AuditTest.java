package dev.mailmcp.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.token.MailboxMarks;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTest {
    private static final EmailAddress ADA = new EmailAddress("Ada@example.org");
    private static final InetAddress HOME = InetAddress.ofLiteral("203.0.113.5");
    private static final MailboxMarks MARKS =
            new MailboxMarks(KeyRing.parse("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="));

    private final Logger logger = Logger.getLogger("dev.mailmcp.audit");
    private final List<LogRecord> records = new ArrayList<>();
    private final List<String> counted = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            records.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
        logger.setLevel(Level.ALL);
    }

    @AfterEach
    void leave() {
        logger.removeHandler(handler);
    }

    private String line(Audit audit, SecurityEvent event) {
        records.clear();
        audit.note(event);
        assertEquals(1, records.size());
        return records.getFirst().getMessage();
    }

    static Stream<Arguments> events() {
        String mark = MARKS.of(ADA);
        return Stream.of(
                Arguments.of(
                        new SecurityEvent.LoginSucceeded("g", "c", ADA, HOME),
                        "event=login_succeeded grant=g client=c mailbox=" + mark + " from=203.0.113.5"),
                Arguments.of(
                        new SecurityEvent.LoginFailed("c", ADA, "imap.example.org", true, HOME),
                        "event=login_failed client=c mailbox=" + mark
                                + " host=imap.example.org why=refused from=203.0.113.5"),
                Arguments.of(
                        new SecurityEvent.LoginFailed("c", ADA, "imap.example.org", false, HOME),
                        "event=login_failed client=c mailbox=" + mark
                                + " host=imap.example.org why=unreachable from=203.0.113.5"),
                Arguments.of(
                        new SecurityEvent.GrantMade("g", "c", ADA, Set.of("mail:send", "mail:read")),
                        "event=grant_made grant=g client=c mailbox=" + mark + " scopes=\"mail:read mail:send\""),
                Arguments.of(new SecurityEvent.GrantRefreshed("g", "c"), "event=grant_refreshed grant=g client=c"),
                Arguments.of(
                        new SecurityEvent.TokenReused("g", "c", SecurityEvent.TokenReused.Kind.REFRESH_TOKEN),
                        "event=token_reused grant=g client=c kind=refresh_token"),
                Arguments.of(
                        new SecurityEvent.GrantRevoked("g", "c", SecurityEvent.GrantRevoked.By.OPERATOR),
                        "event=grant_revoked grant=g client=c by=operator"),
                Arguments.of(
                        new SecurityEvent.LimitHit("mailbox", InetAddress.ofLiteral("2001:db8::1")),
                        "event=limit_hit rule=mailbox from=2001:db8:0:0:0:0:0:1"),
                Arguments.of(
                        new SecurityEvent.ClientRegistered("c", "My App", HOME),
                        "event=client_registered client=c name=\"My App\" from=203.0.113.5"),
                Arguments.of(new SecurityEvent.ClientRevoked("c", 3), "event=client_revoked client=c grants=3"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void eachEventIsOneLineAndOneCount(SecurityEvent event, String expected) {
        assertEquals(expected, line(Audit.marking(MARKS, counted::add), event));
        assertEquals(List.of(expected.replaceAll("event=(\\w+) .*", "$1")), counted);
    }

    @Test
    void everyKindOfEventIsInTheTableAbove() {
        assertEquals(
                Set.of(SecurityEvent.class.getPermittedSubclasses()),
                Set.copyOf(events().map(row ->
                                java.util.Objects.requireNonNull(row.get()[0]).getClass())
                        .distinct()
                        .toList()));
    }

    @Test
    void theAddressStandsThereOnlyWhenTheOperatorAsksForIt() {
        var event = new SecurityEvent.GrantMade("g", "c", ADA, Set.of("mail:read"));

        assertFalse(line(Audit.marking(MARKS, counted::add), event).contains("example.org"));
        assertTrue(line(Audit.naming(counted::add), event).contains(" mailbox=ada@example.org "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\nevent=grant_made grant=1",
                "x\r\n2026-11-21 08:00:00,000 INFO [dev.mailmcp.audit] event=grant_made",
                "x\" from=127.0.0.1 y=\"",
                "x\\\" from=127.0.0.1",
                "x\u2028event=grant_made",
                "x\u0085event=grant_made",
                "\u001b[2K\u001b[1Aevent=grant_made",
                "\u202egrant_made=tneve",
                "%s%n%x",
                "{0}",
                "from=127.0.0.1",
                "",
                " "
            })
    void nothingThatAStrangerChoosesForgesALineOrAField(String name) {
        String line = line(Audit.marking(MARKS, counted::add), new SecurityEvent.ClientRegistered("c", name, HOME));

        assertTrue(
                line.matches("event=client_registered client=c name=\"([ !#-\\[\\]-~]|\\\\[\\\\\"]|\\\\u[0-9a-f]{4})*\""
                        + " from=203\\.0\\.113\\.5"),
                line);
        assertEquals(null, records.getFirst().getParameters());
    }

    @Test
    void aLongNameIsCut() {
        String line = line(
                Audit.marking(MARKS, counted::add), new SecurityEvent.ClientRegistered("c", "x".repeat(5_000), HOME));

        assertTrue(line.length() < 300, line);
    }
}
