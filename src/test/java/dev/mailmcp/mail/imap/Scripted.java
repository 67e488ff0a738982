package dev.mailmcp.mail.imap;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.Login;
import dev.mailmcp.account.MailAccount;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.dial.DialTimeouts;
import dev.mailmcp.dial.GuardedDialer;
import dev.mailmcp.dial.MailTrust;
import dev.mailmcp.dial.PrivateHosts;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.secret.Secret;
import dev.mailmcp.testserver.FakeImap;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sessions at a {@link FakeImap}, and what an ordinary server says. */
final class Scripted {
    /** All of one message that a list or a reading asks for, but for its UID. */
    static final String SUMMARY =
            "ENVELOPE (NIL \"hi\" NIL NIL NIL NIL NIL NIL NIL NIL) INTERNALDATE \"01-Mar-2026 10:00:00 +0000\""
                    + " RFC822.SIZE 9 FLAGS () BODYSTRUCTURE (\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 5 1 NIL NIL NIL NIL)";

    private static final Pattern SECTION = Pattern.compile("BODY\\.PEEK(\\[[^\\]]*])<(\\d+)\\.\\d+>");

    private Scripted() {}

    static MailboxSession open(FakeImap server) {
        return open(server.endpoint(TransportSecurity.NONE));
    }

    static MailboxSession open(Endpoint endpoint) {
        var dialer = new GuardedDialer(
                PrivateHosts.parse("127.0.0.1:" + endpoint.port()), MailTrust.system(), DialTimeouts.DEFAULT);
        return new ImapMailboxes(dialer, ImapTimeouts.DEFAULT, Clock.systemUTC())
                .open(new MailAccount(
                        new EmailAddress("ada@example.org"),
                        "",
                        List.of(),
                        new MailAccount.Access(endpoint, new Login("ada", Secret.of("pw"))),
                        Optional.empty()));
    }

    /** A server with mailboxes and nothing else. */
    static FakeImap.Answers listing(String... lines) {
        var all = new ArrayList<String>();
        for (String line : lines) {
            all.add("* LIST " + line);
        }
        all.add("OK");
        return command -> FakeImap.verb(command).equals("LIST") ? all : List.of("OK");
    }

    /** A mailbox with one message, UID 7, that says hello. */
    static List<String> mailbox(String command) {
        return switch (FakeImap.verb(command)) {
            case "SELECT", "EXAMINE" -> List.of("* 1 EXISTS", "* OK [UIDVALIDITY 5] ok", "OK");
            case "FETCH", "UID FETCH" -> fetched(command);
            case "UID SEARCH" -> List.of("* SEARCH 7", "OK");
            default -> List.of("OK");
        };
    }

    /** Every section that was asked for, and the summary where it was. */
    static List<String> fetched(String command) {
        var said = new StringBuilder("* 1 FETCH (UID 7");
        if (command.contains("ENVELOPE")) {
            said.append(' ').append(SUMMARY);
        } else if (command.contains("FLAGS")) {
            said.append(" FLAGS ()");
        }
        Matcher sections = SECTION.matcher(command);
        while (sections.find()) {
            String text = sections.group(1).startsWith("[HEADER") ? "\r\n" : "hello";
            said.append(" BODY")
                    .append(sections.group(1))
                    .append('<')
                    .append(sections.group(2))
                    .append("> {")
                    .append(text.length())
                    .append("}\r\n")
                    .append(text);
        }
        return List.of(said.append(')').toString(), "OK");
    }
}
