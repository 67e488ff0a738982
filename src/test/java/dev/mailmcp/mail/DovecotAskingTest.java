package dev.mailmcp.mail;

import dev.mailmcp.testserver.Dovecot;
import dev.mailmcp.testserver.TestMailServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Searching and changing on a server with ESEARCH, WITHIN, MOVE and UIDPLUS. */
final class DovecotAskingTest extends AskingContract {
    @SuppressWarnings("NullAway.Init")
    private Dovecot server;

    @BeforeAll
    void start() throws IOException {
        server = Dovecot.start();
    }

    @Override
    TestMailServer server() {
        return server;
    }

    @AfterAll
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }
}
