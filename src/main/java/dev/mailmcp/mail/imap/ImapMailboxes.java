package dev.mailmcp.mail.imap;

import dev.mailmcp.account.MailAccount;
import dev.mailmcp.dial.GuardedDialer;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Mailboxes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Mailboxes over IMAP. Each session is one connection of its own. */
@Singleton
public final class ImapMailboxes implements Mailboxes {
    private final ImapLogin login;
    private final Clock clock;

    @Inject
    public ImapMailboxes(GuardedDialer dialer, ImapTimeouts timeouts, Clock clock) {
        this(dialer, timeouts, ImapLimits.DEFAULT, clock);
    }

    ImapMailboxes(GuardedDialer dialer, ImapTimeouts timeouts, ImapLimits limits, Clock clock) {
        this.login = new ImapLogin(dialer, timeouts, limits);
        this.clock = clock;
    }

    @Override
    public MailboxSession open(MailAccount account) {
        return new ImapSession(login.open(account.imap()), new AccountMemory(clock), clock);
    }
}
