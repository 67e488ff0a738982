package dev.mailmcp.mail;

import dev.mailmcp.account.MailAccount;
import java.util.Set;
import java.util.function.Function;

/** The mailboxes of grants. What it takes to work in them may be kept from one request to the next, as long as the grant stands. */
public interface KeptMailboxes {
    /**
     * The mailbox of a grant. Connects only when something is asked of it. Unlike other sessions it may be used by several threads.
     *
     * @param refused what to throw instead of LOGIN_REFUSED: the grant is of no use once its login is refused
     */
    MailboxSession of(String grant, MailAccount account, Function<MailException, RuntimeException> refused);

    /** The grants for which something is kept. */
    Set<String> grants();

    /** Lets go of all that is kept for a grant, and ends work on it that is under way. */
    void end(String grant);
}
