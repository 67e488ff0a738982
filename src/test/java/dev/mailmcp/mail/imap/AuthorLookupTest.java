package dev.mailmcp.mail.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mailmcp.mail.Correspondence.Known;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Message;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.imap.WarmServer.Conduct;
import dev.mailmcp.testserver.FakeImap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the author of a message was ever written to, asked along with reading it: never at the cost of the message. */
final class AuthorLookupTest {
    private static final String TO_EVE = "OR TO \"eve@example.org\" OR CC \"eve@example.org\" BCC \"eve@example.org\"";
    private static final String SEARCH = "UID SEARCH RETURN (COUNT) " + TO_EVE;
    private static final String SAVING = "UID SEARCH RETURN (SAVE COUNT) " + TO_EVE;
    private static final String NEWEST = "UID SEARCH RETURN (SAVE MAX) UID $";
    private static final String SENT_FIELDS = "BODY[HEADER.FIELDS (TO CC BCC)]<0>";

    @SuppressWarnings("NullAway.Init")
    private WarmServer server;

    /** How often the next opening is refused. */
    private final AtomicInteger refusals = new AtomicInteger();

    /** An answer that waits until the next opening has been refused. */
    private Optional<WarmServer.Answer> late = Optional.empty();

    /** What is answered to who asks for what the last search has left. */
    private Conduct toWhatWasSaved = (_, _, well) -> well.run();

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
                            if (command.text().startsWith("UID FETCH $")) {
                                toWhatWasSaved.answer(line, command, well);
                                return;
                            }
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
                            } else if (capabilities.contains("UNTURNED")
                                    && command.text().contains("Sent")) {
                                refusals.set(1);
                                late = Optional.of(well);
                            } else if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                                line.say(command.tag() + " NO [INUSE] in a moment");
                                if (late.isPresent()) {
                                    late.get().run();
                                }
                            } else {
                                if (capabilities.contains("QRESYNC")) {
                                    line.say("* OK [CLOSED] the mailbox of before");
                                }
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

    /** The newest hit is as much like the message in INBOX as can be, and no word tells that another mailbox is open since. */
    private void savesMailTo(String recipients) {
        toWhatWasSaved = (line, command, _) -> {
            line.say("* 1 FETCH (UID 7 " + SENT_FIELDS + " {" + recipients.getBytes(StandardCharsets.UTF_8).length
                    + "}\r\n" + recipients + ")");
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
        Message message = session.read(MailboxName.INBOX, new Uid(7), Optional.empty());
        assertEquals(Optional.of("hello"), message.text());
        assertEquals(List.of(), message.fields(), "it has none of the fields that were asked for");
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "To: <eve@example.org>\r\n\r\n",
                "Cc: bob@example.org,\r\n Eve <EVE@Example.org>\r\n\r\n",
                "Bcc: \"Eve\" <\"eve\"@example.org>\r\n\r\n"
            })
    void theNewestMailToTheAuthorIsLookedAtBeforeTheMessageIsRead(String recipients) {
        serves("ESEARCH SEARCHRES", "eve", "example.org", counts(2));
        savesMailTo(recipients);

        MailboxSession session = listedAndRead();

        assertEquals(Optional.of(Known.WRITTEN_TO), session.acquaintances().of("eve@example.org"));
        assertEquals(List.of(SAVING, NEWEST), searches());
        List<String> heard = server.heard();
        int at = heard.indexOf(NEWEST);
        assertEquals("UID FETCH $ (BODY.PEEK[HEADER.FIELDS (TO CC BCC)]<0.16384>)", heard.get(at + 1));
        assertEquals("EXAMINE \"INBOX\"", heard.get(at + 2));
    }

    @Test
    void whatWasToldOfSentMailCountsWhenTheServerSaysThatItIsClosed() {
        serves("IMAP4rev2 QRESYNC", "eve", "example.org", counts(2));
        savesMailTo("To: <eve@example.org>\r\n\r\n");

        assertEquals(
                Optional.of(Known.WRITTEN_TO), listedAndRead().acquaintances().of("eve@example.org"));
    }

    static Stream<String> mailToOthers() {
        return Stream.of(
                "To: steve@example.org\r\n\r\n",
                "To: eve@example.org.au\r\n\r\n",
                "To: eve@exam\u0440le.org\r\n\r\n",
                "To: a b c, <eve@\r\n\r\n",
                "\r\n",
                cutOffIn("eve@example.org"));
    }

    /** As much as is asked for, of a mail to many, the last of which may go on. */
    private static String cutOffIn(String last) {
        String many = "To: " + (last + ".au, ").repeat(16 * 1024 / (last.length() + 5) - 1);
        return many + " ".repeat(16 * 1024 - many.length() - last.length()) + last;
    }

    @ParameterizedTest
    @MethodSource("mailToOthers")
    void theNewestMailToSomebodyElseSaysNothing(String recipients) {
        serves("ESEARCH SEARCHRES", "eve", "example.org", counts(2));
        savesMailTo(recipients);

        assertEquals(Optional.empty(), listedAndRead().acquaintances().of("eve@example.org"));
    }

    /** The dotless i becomes an I in capitals, and another person's address this one. */
    @Test
    void onlyAsciiLettersAreTheSameInCapitals() {
        serves("ESEARCH SEARCHRES", "ian", "example.org", counts(1));
        savesMailTo("To: \u0131an@example.org\r\n\r\n");

        assertEquals(Optional.empty(), listedAndRead().acquaintances().of("ian@example.org"));
    }

    @Test
    void noMailToTheAuthorIsNotedWhereWhatIsFoundIsKeptToo() {
        serves("ESEARCH SEARCHRES", "eve", "example.org", tells(" COUNT 0", ""));
        toWhatWasSaved = (line, command, _) -> line.say(command.tag() + " OK nothing");

        assertEquals(Optional.of(Known.NEVER), listedAndRead().acquaintances().of("eve@example.org"));
    }

    @Test
    void aCountOfWhatWasKeptSaysNothing() {
        serves("ESEARCH SEARCHRES", "eve", "example.org", tells("", " COUNT 0"));
        toWhatWasSaved = (line, command, _) -> line.say(command.tag() + " OK nothing");

        assertEquals(Optional.empty(), listedAndRead().acquaintances().of("eve@example.org"));
    }

    /** @param first what the first search is answered, the other what the second is */
    private static Conduct tells(String first, String second) {
        return (line, command, _) -> {
            line.say("* ESEARCH (TAG \"" + command.tag() + "\") UID"
                    + (command.text().equals(NEWEST) ? second : first));
            line.say(command.tag() + " OK done");
        };
    }

    @ParameterizedTest
    @CsvSource({"IMAP4rev2, SAVE COUNT", "ESEARCH SEARCHRES, SAVE COUNT", "ESEARCH SEARCHRES, SAVE MAX"})
    void aServerThatKeepsNothingAfterAllCostsNoMessageAndIsNotAskedToAgain(String capabilities, String refused) {
        serves(capabilities, "eve", "example.org", (line, command, _) -> {
            if (command.text().contains(refused)) {
                line.say(command.tag() + " BAD no such option");
            } else {
                line.say("* ESEARCH (TAG \"" + command.tag() + "\") UID COUNT 2");
                line.say(command.tag() + " OK done");
            }
        });
        toWhatWasSaved = (line, command, _) -> line.say(command.tag() + " BAD no such messages");

        MailboxSession session = listedAndRead();
        read(session);

        assertEquals(Optional.empty(), session.acquaintances().of("eve@example.org"));
        assertEquals(List.of(SAVING, NEWEST, SEARCH), searches());
        assertEquals(1, server.connections());
    }

    @Test
    void aServerThatHangsUpOnWhatWasKeptIsAskedForItOnce() {
        serves("ESEARCH SEARCHRES", "eve", "example.org", counts(2));
        toWhatWasSaved = (_, _, _) -> {
            throw new IOException("hangs up");
        };

        MailboxSession session = listedAndRead();
        read(session);

        assertEquals(List.of(SAVING, NEWEST), searches());
        assertEquals(2, server.connections());
    }

    @Test
    void mailOfAMailboxThatIsNotForSentMailSaysNothing() {
        serves("ESEARCH SEARCHRES SHY", "eve", "example.org", counts(1));
        savesMailTo("To: eve@example.org\r\n\r\n");

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

    /** RFC 9051 §5.5 lets a server answer in any order; what is not even read to its end may be refused at once. */
    @Test
    void aFolderThatIsRefusedBeforeTheOneBeforeItIsOpenIsOpenedOnceMore() {
        serves("ESEARCH UNTURNED", "eve", "example.org", counts(0));

        MailboxSession session = listedAndRead();
        read(session);

        assertEquals(1, session.newest(MailboxName.INBOX, 1, 10).total());
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
