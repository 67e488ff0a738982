package dev.mailmcp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.Login;
import dev.mailmcp.account.MailAccount;
import dev.mailmcp.account.MailAccount.Access;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.attachment.AttachmentOwner;
import dev.mailmcp.dial.DialTimeouts;
import dev.mailmcp.dial.GuardedDialer;
import dev.mailmcp.dial.MailTrust;
import dev.mailmcp.dial.PrivateHosts;
import dev.mailmcp.mail.Address;
import dev.mailmcp.mail.Composition;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.Role;
import dev.mailmcp.mail.mime.MimeComposer;
import dev.mailmcp.mail.mime.RandomMessageIds;
import dev.mailmcp.mail.smtp.SmtpSettings;
import dev.mailmcp.mail.smtp.SmtpSubmissions;
import dev.mailmcp.outbox.Outbox;
import dev.mailmcp.outbox.OutboxKeys;
import dev.mailmcp.secret.Secret;
import dev.mailmcp.store.MemoryStore;
import dev.mailmcp.testing.FakeSession;
import dev.mailmcp.testing.SetClock;
import dev.mailmcp.testserver.CuttingProxy;
import dev.mailmcp.testserver.FakeSmtp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The connection to the submission server is cut after every so many octets, each way, and the call is made again. No mail goes
 * out twice, and none is told as sent that the server has not taken.
 */
class CutConnectionTest {
    private static final List<String> USUAL = List.of("PIPELINING", "SIZE 1000000", "AUTH PLAIN", "8BITMIME");
    private static final Pattern MESSAGE_ID = Pattern.compile("(?m)^Message-ID: (\\S+)");
    private static final Duration AMPLE = Duration.ofSeconds(20);

    private final SetClock clock = new SetClock();
    private final SmtpSubmissions submissions = new SmtpSubmissions(
            new GuardedDialer(PrivateHosts.parse("127.0.0.1"), MailTrust.system(), DialTimeouts.DEFAULT),
            new SmtpSettings(AMPLE, AMPLE, AMPLE, "[127.0.0.1]"));

    /** One account before anything was sent from it. */
    private final class Account {
        final FakeSession session = new FakeSession();
        final Outbox outbox = new Outbox(
                new MemoryStore().outgoing(),
                () -> new AttachmentOwner("owner-of-this-mailbox", "grant"),
                OutboxKeys.of(List.of(new byte[32])),
                clock);

        Account() {
            session.folder("Sent", Role.SENT);
        }

        /** @return the status, or the code of the error */
        String send(int port, Optional<String> key, String text) {
            Composition letter = letter(text);
            try {
                return new Handover(outbox, new MimeComposer(clock, new RandomMessageIds()))
                        .once(
                                outbox.name(key, letter),
                                letter,
                                SentCopy.plan(session, false, Optional.empty()),
                                session,
                                submissions.of(account(port)))
                        .status()
                        .name();
            } catch (MailException e) {
                return e.fault().name();
            }
        }
    }

    private static MailAccount account(int port) {
        var access =
                new Access(new Endpoint("127.0.0.1", port, TransportSecurity.NONE), new Login("ann", Secret.of("pw")));
        return new MailAccount(new EmailAddress("ann@example.org"), "Ann", List.of(), access, Optional.of(access));
    }

    private static Composition letter(String text) {
        return new Composition(
                new Address("Ann", "ann@example.org"),
                List.of(new Address("", "bob@example.org"), new Address("", "cy@example.org")),
                List.of(),
                List.of(),
                "Hi",
                text,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    @FunctionalInterface
    private interface Cut {
        CuttingProxy inFrontOf(int port) throws IOException;
    }

    /** @return what was told first */
    private String cutAndAgain(Cut cut, Optional<String> key, String text, boolean providerFiles) throws IOException {
        var account = new Account();
        try (var server = FakeSmtp.with(USUAL, _ -> "");
                var proxy = cut.inFrontOf(port(server))) {
            String first = account.send(proxy.port(), key, text);
            awaitTaken(server, first);
            if (providerFiles) {
                account.session.filed.addAll(messageIds(server));
            }
            boolean filed = !account.session.filed.isEmpty();
            String again = account.send(port(server), key, text);

            int taken = server.messages().size();
            String story = first + ", then " + again + "; taken: " + taken;
            switch (first) {
                case "SENT" -> assertEquals("SENT, then DUPLICATE; taken: 1", story);
                case "UNKNOWN" -> {
                    assertTrue(taken <= 1, story);
                    assertEquals(filed ? "DUPLICATE" : "UNKNOWN", again);
                }
                default -> assertEquals(first + ", then SENT; taken: 1", story);
            }
            return first;
        }
    }

    /** The server may still be reading what arrived before the cut; or has taken nothing. */
    private static void awaitTaken(FakeSmtp server, String told) {
        for (int i = 0; i < 20 && told.equals("UNKNOWN") && server.messages().isEmpty(); i++) {
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static int port(FakeSmtp server) {
        return server.endpoint(TransportSecurity.NONE).port();
    }

    private static List<String> messageIds(FakeSmtp server) {
        return server.messages().stream()
                .map(octets -> MESSAGE_ID.matcher(new String(octets, StandardCharsets.UTF_8)))
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void atEveryOctetToTheServer() throws IOException {
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 900; i += 1 + i % 3) {
            int octets = i;
            told.add(cutAndAgain(port -> CuttingProxy.afterToServer(port, octets), key(i), "A word.\n", i % 2 == 0));
        }
        assertEquals(
                List.of("SENT", "UNAVAILABLE", "UNKNOWN"),
                told.stream().distinct().sorted().toList());
    }

    @Test
    void atEveryOctetToTheClient() throws IOException {
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 320; i++) {
            int octets = i;
            told.add(cutAndAgain(port -> CuttingProxy.afterToClient(port, octets), key(i), "A word.\n", i % 2 == 0));
        }
        assertEquals(
                List.of("SENT", "UNAVAILABLE", "UNKNOWN"),
                told.stream().distinct().sorted().toList());
    }

    @Test
    void withinALongMessage() throws IOException {
        String text = IntStream.range(0, 9000)
                .mapToObj(i -> ".a line that begins with a dot " + i + "\n")
                .reduce(new StringBuilder(), StringBuilder::append, StringBuilder::append)
                .toString();
        for (int i = 1_000; i < 500_000; i += 41_111) {
            int octets = i;
            cutAndAgain(port -> CuttingProxy.afterToServer(port, octets), key(i), text, false);
        }
    }

    private static Optional<String> key(int i) {
        return i % 4 < 2 ? Optional.of("key " + i) : Optional.empty();
    }
}
