package dev.mailmcp.testing;

import dev.mailmcp.mail.Address;
import dev.mailmcp.mail.CurrentMailbox;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Submission;
import java.util.List;

/** Ada's mailbox: with an alias, and a hook for what happens just before a mail is handed over. */
public record FakeMailbox(MailboxSession session, FakeSubmission outgoing, Runnable beforeSending)
        implements CurrentMailbox {
    public static FakeMailbox of(MailboxSession session) {
        return new FakeMailbox(session, new FakeSubmission(), () -> {});
    }

    @Override
    public String host() {
        return "imap.example.org";
    }

    @Override
    public Submission submission() {
        beforeSending.run();
        return outgoing;
    }

    @Override
    public Address author() {
        return Mails.ADA;
    }

    @Override
    public List<String> aliases() {
        return List.of("Countess@example.org");
    }
}
