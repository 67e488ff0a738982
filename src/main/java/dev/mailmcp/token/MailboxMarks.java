package dev.mailmcp.token;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.secret.Pseudonyms;
import dev.mailmcp.secret.Purpose;
import java.util.List;

/** What stands for a mailbox where its address must not: in the rows of grants and in the audit log. */
public final class MailboxMarks {
    private final Pseudonyms pseudonyms;

    public MailboxMarks(KeyRing keys) {
        this.pseudonyms = new Pseudonyms(keys, Purpose.MAILBOX);
    }

    /** The mark that new rows get. */
    public String of(EmailAddress address) {
        return pseudonyms.of(address.folded());
    }

    /** All marks the mailbox may have got, one for each master key, the newest first. */
    public List<String> all(EmailAddress address) {
        return pseudonyms.all(address.folded());
    }
}
