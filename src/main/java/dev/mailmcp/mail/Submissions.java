package dev.mailmcp.mail;

import dev.mailmcp.account.MailAccount;

/** Gives access to people's submission servers. */
public interface Submissions {
    /** Connects only when something is submitted. */
    Submission of(MailAccount account);

    /**
     * Logs in and out again: the live check at sign-in.
     *
     * @throws MailException LOGIN_REFUSED, UNAVAILABLE, TIMEOUT or THROTTLED
     */
    void tryLogin(MailAccount account);
}
