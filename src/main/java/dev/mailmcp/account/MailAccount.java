package dev.mailmcp.account;

import java.util.List;
import java.util.Optional;

/**
 * Everything needed to work in one person's mailbox.
 *
 * @param fullName the display name for the From field; may be empty
 * @param aliases further addresses the person may send from
 * @param submission absent when the grant may not send: such a grant holds no SMTP credentials at all
 */
public record MailAccount(
        EmailAddress email, String fullName, List<EmailAddress> aliases, Access imap, Optional<Access> submission) {
    public MailAccount {
        aliases = List.copyOf(aliases);
    }

    /** One server and the login for it. */
    public record Access(Endpoint endpoint, Login login) {}
}
