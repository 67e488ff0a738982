package dev.mailmcp.resource;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.account.MailAccount;
import dev.mailmcp.mail.Address;
import dev.mailmcp.mail.CurrentMailbox;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Submission;
import dev.mailmcp.mail.Submissions;
import jakarta.inject.Singleton;
import java.util.List;

/** The mailbox behind the grant of the current request. */
@Singleton
final class VisitorsMailbox implements CurrentMailbox {
    private final Submissions submissions;

    VisitorsMailbox(Submissions submissions) {
        this.submissions = submissions;
    }

    @Override
    public MailboxSession session() {
        return Visit.CURRENT.get().session();
    }

    @Override
    public String host() {
        return account().imap().endpoint().host().toString();
    }

    @Override
    public Submission submission() {
        if (account().submission().isEmpty()) {
            throw new MailException(
                    MailException.Fault.REFUSED,
                    "this grant holds no login for sending",
                    "Ask the person to connect again and to allow sending.");
        }
        return submissions.of(account());
    }

    @Override
    public Address author() {
        return new Address(account().fullName(), account().email().value());
    }

    @Override
    public List<String> aliases() {
        return account().aliases().stream().map(EmailAddress::value).toList();
    }

    private static MailAccount account() {
        return Visit.CURRENT.get().grant().account();
    }
}
