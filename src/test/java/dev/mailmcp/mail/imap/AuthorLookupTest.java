package dev.mailmcp.mail.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mailmcp.mail.Correspondence.Known;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.imap.WarmServer.Conduct;
import dev.mailmcp.testserver.FakeImap;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether the author of a message was ever written to, asked along with reading it: never at the cost of the message. */
final class AuthorLookupTest {
    private static final String SEARCH =
            "UID SEARCH RETURN (COUNT) OR TO \"eve@example.org\" OR CC \"eve@example.org\" BCC \"eve@example.org\"";

    @SuppressWarnings("NullAway.Init")
    private WarmServer server;

    /** How often the next opening is refused. */
    private final AtomicInteger refusals = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        server = new WarmServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** A mailbox for sent mail, and one message by this author in INBOX. */
    private void serves(String capabilities, String author, String host, Conduct toSearches) {
        server.behavesApart(
                (line, command, _) ->
                        line.say(command.tag() + " OK [CAPABILITY IMAP4rev1 LITERAL+ " + capabilities + "] in"),
                (line, command, well) -> {
                    switch (FakeImap.verb(command.text())) {
                        case "LIST" -> {
                            line.say("* LIST () \"/\" INBOX");
                            line.say("* LIST (\\Sent) \"/\" Sent");
                            line.say(command.tag() + " OK done");
                        }
                        case "FETCH", "UID FETCH" -> {
                            line.say(
                                    "* 1 FETCH (UID 7 FLAGS () INTERNALDATE \"01-Mar-2026 10:00:00 +0000\" RFC822.SIZE 9"
                                            + " ENVELOPE (NIL \"hi\" ((NIL NIL \"" + author + "\" \"" + host
                                            + "\")) NIL NIL NIL NIL NIL NIL NIL) BODYSTRUCTURE (\"text\" \"plain\" NIL NIL NIL"
                                            + " \"7bit\" 5 1) BODY[TEXT]<0> {5}\r\nhello BODY[1]<0> {5}\r\nhello)");
                            line.say(command.tag() + " OK done");
                        }
                        case "UID SEARCH" -> toSearches.answer(line, command, well);
                        case "EXAMINE" -> {
                            if (capabilities.contains("SHY") && command.text().contains("Sent")) {
                                line.say(command.tag() + " NO not today");
                            } else if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                                line.say(command.tag() + " NO [INUSE] in a moment");
                            } else {
                                well.run();
                            }
                        }
                        default -> well.run();
                    }
                });
    }

    private static Conduct counts(int matches) {
        return (line, command, _) -> {
            line.say("* ESEARCH (TAG \"" + command.tag() + "\") UID COUNT " + matches);
            line.say(command.tag() + " OK done");
        };
    }

    /** A list of the folders and of INBOX, and then the message is read. */
    private MailboxSession listedAndRead() {
        MailboxSession session = server.session();
        session.mailboxes(false);
        session.newest(MailboxName.INBOX, 1, 10);
        read(session);
        return session;
    }

    private static void read(MailboxSession session) {
        assertEquals(
                Optional.of("hello"),
                session.read(MailboxName.INBOX, new Uid(7), Optional.empty()).text());
    }

    private List<String> searches() {
        return server.heard().stream()
                .filter(command -> command.startsWith("UID SEARCH"))
                .toList();
    }

    @Test
    void noMailToTheAuthorIsNotedAndNotAskedAgain() {
        serves("ESEARCH", "eve", "example.org", counts(0));

        MailboxSession session = listedAndRead();
        read(session);

        assertEquals(Optional.of(Known.NEVER), session.acquaintances().of("eve@example.org"));
        assertEquals(List.of(SEARCH), searches());
        List<String> heard = server.heard();
        int at = heard.indexOf(SEARCH);
        assertEquals("EXAMINE \"Sent\"", heard.get(at - 1));
        assertEquals("EXAMINE \"INBOX\"", heard.get(at + 1));
    }

    /** Some of it may be to another address that has this one as a part. */
    @Test
    void mailThatMayBeToTheAuthorSaysNothingYet() {
        serves("ESEARCH", "eve", "example.org", counts(2));

        assertEquals(Optional.empty(), listedAndRead().acquaintances().of("eve@example.org"));
    }

    @Test
    void sentMailThatCannotBeOpenedCostsNoMessageAndIsAskedForAgain() {
        serves(
                "ESEARCH SHY",
                "eve",
                "example.org",
                (line, command, _) -> line.say(command.tag() + " BAD no mailbox is selected"));

        MailboxSession session = listedAndRead();
        read(session);

        assertEquals(Optional.empty(), session.acquaintances().of("eve@example.org"));
        assertEquals(List.of(SEARCH, SEARCH), searches());
        assertEquals(1, server.connections());
    }

    /** Some servers leave the mailbox of before open then, and search that. */
    @Test
    void whatIsCountedInAnotherMailboxSaysNothing() {
        serves("ESEARCH SHY", "eve", "example.org", counts(0));

        assertEquals(Optional.empty(), listedAndRead().acquaintances().of("eve@example.org"));
    }

    @Test
    void anAnswerWithoutACountSaysNothing() {
        serves("ESEARCH", "eve", "example.org", (line, command, _) -> {
            line.say("* ESEARCH (TAG \"" + command.tag() + "\") UID");
            line.say(command.tag() + " OK done");
        });

        assertEquals(Optional.empty(), listedAndRead().acquaintances().of("eve@example.org"));
    }

    /** It was open before and would have been still. */
    @Test
    void aFolderThatCannotBeOpenedAgainAtOnceIsOpenedOnceMore() {
        serves("ESEARCH", "eve", "example.org", (line, command, _) -> {
            refusals.set(1);
            counts(0).answer(line, command, () -> {});
        });

        listedAndRead();

        assertEquals(0, refusals.get());
        assertEquals(1, server.connections());
    }

    @Test
    void aLookupThatIsNeverAnsweredIsTheLast() {
        serves("ESEARCH", "eve", "example.org", (line, _, _) -> line.stall());

        MailboxSession session = listedAndRead();
        read(session);

        assertEquals(List.of(SEARCH), searches());
        assertEquals(2, server.connections());
    }

    @Test
    void whereTheAnswerWouldNameEveryMailItIsNotAskedAlong() {
        serves("UIDPLUS", "eve", "example.org", counts(0));

        listedAndRead();

        assertEquals(List.of(), searches());
    }

    @Test
    void authorsWithOtherLettersOrNoAddressAreNotAskedForAlong() {
        serves("ESEARCH", "bj\u00f6rn", "example.org", counts(0));
        listedAndRead();
        serves("ESEARCH", "two words", "example.org", counts(0));
        listedAndRead();

        assertEquals(List.of(), searches());
    }
}
