package dev.mailmcp.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mailmcp.testserver.Cyrus;
import dev.mailmcp.testserver.TestMailServer;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract on a real server that keeps everything below {@code INBOX.}, with special-use attributes. */
final class CyrusMailboxTest extends MailboxContract {
    @SuppressWarnings("NullAway.Init")
    private Cyrus server;

    @BeforeAll
    void start() throws IOException {
        server = Cyrus.start();
    }

    @Override
    TestMailServer server() {
        return server;
    }

    @Test
    void startTlsUpgradesAndLogsIn() throws IOException {
        server.addUser("starttls@example.org", "pw");

        try (var session = mailboxes().open(account("starttls@example.org", server.upgraded(), "pw"))) {
            assertEquals(Optional.of(new MailboxName("INBOX.Sent")), session.inRole(Role.SENT));
        }
    }

    @AfterAll
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }
}
