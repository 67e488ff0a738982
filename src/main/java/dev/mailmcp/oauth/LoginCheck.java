package dev.mailmcp.oauth;

import dev.mailmcp.account.MailAccount;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.Mailboxes;
import dev.mailmcp.mail.Submissions;
import org.jboss.logging.Logger;

/** Tries a login on the real servers: IMAP always, SMTP when the account may send. */
final class LoginCheck {
    private static final Logger LOG = Logger.getLogger(LoginCheck.class);

    private final Mailboxes mailboxes;
    private final Submissions submissions;

    LoginCheck(Mailboxes mailboxes, Submissions submissions) {
        this.mailboxes = mailboxes;
        this.submissions = submissions;
    }

    /** Deliberately no more than this: which server, which fault and the server's words stay with us. */
    enum Outcome {
        ACCEPTED,
        REFUSED,
        UNREACHABLE
    }

    Outcome attempt(MailAccount account) {
        Outcome imap = attempt(account.imap(), () -> mailboxes.open(account).close());
        return imap == Outcome.ACCEPTED
                ? account.submission()
                        .map(access -> attempt(access, () -> submissions.tryLogin(account)))
                        .orElse(imap)
                : imap;
    }

    private static Outcome attempt(MailAccount.Access access, Runnable login) {
        try {
            login.run();
            return Outcome.ACCEPTED;
        } catch (MailException e) {
            LOG.debugf("no login at %s: %s", access.endpoint().host(), e.fault());
            return e.fault() == MailException.Fault.LOGIN_REFUSED ? Outcome.REFUSED : Outcome.UNREACHABLE;
        }
    }
}
