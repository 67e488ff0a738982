package dev.mailmcp.mail;

import dev.mailmcp.testserver.Cyrus;
import dev.mailmcp.testserver.TestMailServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Searching and changing on a server with all extensions, which hangs up where others refuse. */
final class CyrusAskingTest extends AskingContract {
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

    @AfterAll
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }
}
