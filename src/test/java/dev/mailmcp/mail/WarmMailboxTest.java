package dev.mailmcp.mail;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.account.MailAccount;
import dev.mailmcp.dial.DialTimeouts;
import dev.mailmcp.dial.GuardedDialer;
import dev.mailmcp.dial.PrivateHosts;
import dev.mailmcp.mail.imap.ImapTimeouts;
import dev.mailmcp.mail.imap.WarmMailboxes;
import dev.mailmcp.mail.pool.Ages;
import dev.mailmcp.mail.pool.Bounds;
import dev.mailmcp.mail.pool.PoolTally;
import dev.mailmcp.testserver.Dovecot;
import dev.mailmcp.testserver.TestMailServer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The contract over connections that are kept: each operation borrows one that others have used before. */
final class WarmMailboxTest extends MailboxContract {
    @SuppressWarnings("NullAway.Init")
    private Dovecot server;

    @SuppressWarnings("NullAway.Init")
    private WarmMailboxes warm;

    @BeforeAll
    void start() throws IOException {
        server = Dovecot.start();
        var dialer = new GuardedDialer(PrivateHosts.parse("127.0.0.1, ::1"), server.trust(), DialTimeouts.DEFAULT);
        warm = new WarmMailboxes(
                dialer,
                ImapTimeouts.DEFAULT,
                new Bounds(5, 20, 20, Duration.ofSeconds(30)),
                Ages.DEFAULT,
                PoolTally.UNCOUNTED,
                Clock.systemUTC());
    }

    @Override
    TestMailServer server() {
        return server;
    }

    @Override
    MailboxSession open(MailAccount account) {
        return warm.of("grant", account, refused -> refused);
    }

    @AfterEach
    void everyConnectionIsGivenBack() {
        assertTrue(warm.figures().busy() == 0, () -> warm.figures().toString());
    }

    @AfterAll
    void stop() throws IOException {
        warm.close();
        if (server != null) {
            server.close();
        }
    }
}
