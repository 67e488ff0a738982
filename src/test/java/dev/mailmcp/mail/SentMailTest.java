package dev.mailmcp.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mailmcp.mail.Correspondence.Known;
import dev.mailmcp.testing.FakeMailbox;
import dev.mailmcp.testing.FakeSession;
import dev.mailmcp.testing.Mails;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The session in memory finds every mail, whatever it is asked: as a server finds too much for part of an address. */
class SentMailTest {
    private final FakeSession session = new FakeSession();
    private final SentMail sent = new SentMail(FakeMailbox.of(session));

    @Test
    void writtenToIsWhoGotAMail() {
        session.folder("Sent", Role.SENT).deliver(Mails.envelope("x"), Optional.empty(), Optional.empty(), List.of());

        assertEquals(Known.WRITTEN_TO, sent.with("BOB@example.org"));
    }

    @Test
    void anAddressThatIsPartOfAnotherWasNotWrittenTo() {
        session.folder("Sent", Role.SENT).deliver(Mails.envelope("x"), Optional.empty(), Optional.empty(), List.of());

        assertEquals(Known.NEVER, sent.with("bob@example.or"));
    }

    @Test
    void withoutAMailboxForSentMailNothingIsKnown() {
        session.folder("INBOX", Role.INBOX);

        assertEquals(Known.UNKNOWN, sent.with("bob@example.org"));
    }

    @Test
    void whatIsNoAddressIsNotAskedFor() {
        session.folder("Sent", Role.SENT);

        assertEquals(Known.UNKNOWN, sent.with("bob"));
        assertEquals(Known.UNKNOWN, sent.with("a@b\r\nX"));
    }
}
