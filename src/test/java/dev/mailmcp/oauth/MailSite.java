package dev.mailmcp.oauth;

import dev.mailmcp.account.MailAccount;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Mailboxes;
import dev.mailmcp.mail.Submission;
import dev.mailmcp.mail.Submissions;
import dev.mailmcp.testing.Accounts;
import dev.mailmcp.testing.FakeSession;
import dev.mailmcp.testing.FakeSubmission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A mail site that knows one password, and says what it was asked. */
final class MailSite implements Mailboxes, Submissions {
    /** What a server might say; none of it may reach a page. */
    static final String BANNER = "<script>alert('banner')</script>";

    String password = Accounts.PASSWORD;
    Optional<Fault> trouble = Optional.empty();
    final List<String> logins = new ArrayList<>();

    @Override
    public synchronized MailboxSession open(MailAccount account) {
        check("imap", account.imap());
        return new FakeSession();
    }

    @Override
    public Submission of(MailAccount account) {
        return new FakeSubmission();
    }

    @Override
    public synchronized void tryLogin(MailAccount account) {
        check("smtp", account.submission().orElseThrow());
    }

    private void check(String protocol, MailAccount.Access access) {
        logins.add(protocol + " " + access.login().username() + " at "
                + access.endpoint().host());
        trouble.ifPresent(fault -> {
            throw new MailException(fault, BANNER, BANNER);
        });
        if (!access.login().password().reveal().equals(password)) {
            throw new MailException(Fault.LOGIN_REFUSED, BANNER, BANNER);
        }
    }
}
