package dev.mailmcp.mail.smtp;

import dev.mailmcp.account.MailAccount;
import dev.mailmcp.account.MailAccount.Access;
import dev.mailmcp.dial.GuardedDialer;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.Submission;
import dev.mailmcp.mail.Submissions;
import dev.mailmcp.mail.Transmittable;
import dev.mailmcp.value.InvalidValue;
import jakarta.inject.Singleton;
import java.util.List;

/** Submission over SMTP (RFC 6409), one connection for each message. */
@Singleton
public final class SmtpSubmissions implements Submissions {
    private final SmtpLogin login;
    private final SmtpSettings settings;

    public SmtpSubmissions(GuardedDialer dialer, SmtpSettings settings) {
        this.login = new SmtpLogin(dialer, settings);
        this.settings = settings;
    }

    /** @throws MailException REFUSED when the account may not send */
    @Override
    public Submission of(MailAccount account) {
        return new OverSmtp(access(account));
    }

    @Override
    public void tryLogin(MailAccount account) {
        login.open(access(account)).connection().quit();
    }

    private static Access access(MailAccount account) {
        return account.submission()
                .orElseThrow(() -> new MailException(
                        Fault.REFUSED, "this account may not send", "Sign in again and allow sending."));
    }

    private final class OverSmtp implements Submission {
        private final Access access;

        OverSmtp(Access access) {
            this.access = access;
        }

        @Override
        public Outcome submit(Transmittable message, String sender, List<String> recipients) {
            if (recipients.isEmpty()) {
                throw new InvalidValue("a message needs at least one recipient");
            }
            SmtpLogin.LoggedIn open = login.open(access);
            try (SmtpConnection connection = open.connection()) {
                Outcome outcome = new MailTransaction(open, settings.afterData()).run(message, sender, recipients);
                connection.quit();
                return outcome;
            }
        }

        @Override
        public boolean savesSentCopy() {
            return SentCopies.areSavedBy(access.endpoint().host());
        }
    }
}
