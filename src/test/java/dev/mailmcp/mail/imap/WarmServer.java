package dev.mailmcp.mail.imap;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.account.Login;
import dev.mailmcp.account.MailAccount;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.dial.DialTimeouts;
import dev.mailmcp.dial.GuardedDialer;
import dev.mailmcp.dial.MailTrust;
import dev.mailmcp.dial.PrivateHosts;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.pool.Ages;
import dev.mailmcp.mail.pool.Bounds;
import dev.mailmcp.mail.pool.PoolTally;
import dev.mailmcp.secret.Secret;
import dev.mailmcp.testserver.FakeImap;
import dev.mailmcp.testserver.FakeImap.Heard;
import dev.mailmcp.testserver.FakeImap.Line;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A small mailbox on a scripted server, whose conduct can change at any moment, and warm sessions on it. */
final class WarmServer implements AutoCloseable {
    private static final ImapTimeouts SHORT =
            new ImapTimeouts(Duration.ofSeconds(5), Duration.ofMillis(800), Duration.ofMillis(1600));
    private static final ImapLimits LIMITS = new ImapLimits(1 << 18, 1 << 20, 4 << 20);
    private static final String SUMMARY = "UID 7 FLAGS () INTERNALDATE \"01-Mar-2026 10:00:00 +0000\" RFC822.SIZE 9"
            + " ENVELOPE (NIL \"hi\" NIL NIL NIL NIL NIL NIL NIL NIL)"
            + " BODYSTRUCTURE (\"text\" \"plain\" (\"charset\" \"utf-8\") NIL NIL \"7bit\" 5 1)";

    private final AtomicInteger connections = new AtomicInteger();
    private final FakeImap server;
    private final WarmMailboxes mailboxes;
    private volatile Conduct conduct = Conduct.WELL;
    private volatile int validity = 5;

    /** How the server answers a command. */
    @FunctionalInterface
    interface Conduct {
        Conduct WELL = (line, command, well) -> well.run();

        /** @param well answers as a server should; nothing else is said then */
        void answer(Line line, Heard command, Answer well) throws IOException;
    }

    /** An answer as it should be. */
    @FunctionalInterface
    interface Answer {
        void run() throws IOException;
    }

    WarmServer() throws IOException {
        server = FakeImap.playing(this::play);
        var dialer =
                new GuardedDialer(PrivateHosts.parse("127.0.0.1:" + port()), MailTrust.system(), DialTimeouts.DEFAULT);
        mailboxes = new WarmMailboxes(
                dialer,
                SHORT,
                LIMITS,
                new Bounds(5, 20, 20, Duration.ofSeconds(5)),
                Ages.DEFAULT,
                PoolTally.UNCOUNTED,
                Clock.systemUTC());
    }

    private int port() {
        return server.endpoint(TransportSecurity.NONE).port();
    }

    private void play(Line line) throws IOException {
        connections.incrementAndGet();
        line.say("* OK [CAPABILITY IMAP4rev1 UIDPLUS MOVE LITERAL+] ready");
        while (true) {
            Heard command = line.hear();
            conduct.answer(line, command, () -> {
                for (String said : well(command.text())) {
                    line.say(said);
                }
                line.say(command.tag() + " " + end(command.text()));
            });
        }
    }

    private List<String> well(String command) {
        return switch (FakeImap.verb(command)) {
            case "LIST" -> List.of("* LIST () \"/\" INBOX", "* LIST (\\Trash) \"/\" Trash", "* LIST () \"/\" Archive");
            case "STATUS" -> List.of("* STATUS INBOX (MESSAGES 1 UNSEEN 1)");
            case "SELECT", "EXAMINE" ->
                List.of(
                        "* 1 EXISTS",
                        "* OK [UIDVALIDITY " + validity + "] ok",
                        "* OK [PERMANENTFLAGS (\\Seen \\*)] ok");
            case "FETCH", "UID FETCH" -> List.of("* 1 FETCH (" + fetched(command) + ")");
            case "UID SEARCH" -> List.of("* SEARCH 7");
            default -> List.of();
        };
    }

    private static String fetched(String command) {
        if (command.contains("ENVELOPE")) {
            return SUMMARY + " BODY[TEXT]<0> {5}\r\nhello BODY[1]<0> {5}\r\nhello";
        }
        return command.contains("BODY.PEEK[2]") ? "UID 7 BODY[2]<0> {2}\r\naa" : "UID 7 FLAGS (\\Seen)";
    }

    private String end(String command) {
        return switch (FakeImap.verb(command)) {
            case "LOGIN", "AUTHENTICATE" -> "OK [CAPABILITY IMAP4rev1 UIDPLUS MOVE LITERAL+] in";
            case "UID MOVE" -> "OK [COPYUID " + validity + " 7 70] moved";
            case "APPEND" -> "OK [APPENDUID " + validity + " 9] done";
            default -> "OK done";
        };
    }

    /** From now on the server answers like this, but logins as it should. */
    void behaves(Conduct now) {
        behavesApart(Conduct.WELL, now);
    }

    /** From now on logins are answered like this, and everything else as it should be. */
    void answersLogins(Conduct now) {
        behavesApart(now, Conduct.WELL);
    }

    void behavesApart(Conduct toLogins, Conduct toOthers) {
        conduct = (line, command, well) -> (isLogin(command) ? toLogins : toOthers).answer(line, command, well);
    }

    private static boolean isLogin(Heard command) {
        return command.text().startsWith("LOGIN") || command.text().startsWith("AUTHENTICATE");
    }

    /** From now on the mailboxes have this UIDVALIDITY. */
    void rebuilt(int now) {
        validity = now;
    }

    MailboxSession session(String grant, String user, String password) {
        var access =
                new MailAccount.Access(server.endpoint(TransportSecurity.NONE), new Login(user, Secret.of(password)));
        var account = new MailAccount(new EmailAddress("ada@example.org"), "", List.of(), access, Optional.empty());
        return mailboxes.of(grant, account, refused -> refused);
    }

    MailboxSession session() {
        return session("grant", "ada", "pw");
    }

    WarmMailboxes mailboxes() {
        return mailboxes;
    }

    /** How many clients ever came. */
    int connections() {
        return connections.get();
    }

    List<String> heard() {
        return server.heard();
    }

    /** How many of the commands heard change something. */
    long changes() {
        return heard().stream()
                .filter(command -> List.of("UID STORE", "UID MOVE", "UID COPY", "UID EXPUNGE", "EXPUNGE", "APPEND")
                        .contains(FakeImap.verb(command)))
                .count();
    }

    /** What the caller of something gets for a fault; empty when it succeeds. */
    static Optional<MailException> faultOf(Runnable work) {
        try {
            work.run();
            return Optional.empty();
        } catch (MailException e) {
            return Optional.of(e);
        }
    }

    @Override
    public void close() {
        mailboxes.close();
        server.close();
    }
}
