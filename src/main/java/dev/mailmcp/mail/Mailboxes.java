package dev.mailmcp.mail;

import dev.mailmcp.account.MailAccount;

/** Opens sessions with people's mail servers. */
public interface Mailboxes {
    /** @throws MailException LOGIN_REFUSED, UNAVAILABLE, TIMEOUT or THROTTLED */
    MailboxSession open(MailAccount account);
}
