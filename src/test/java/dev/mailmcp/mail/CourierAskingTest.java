package dev.mailmcp.mail;

import dev.mailmcp.testserver.Courier;
import dev.mailmcp.testserver.TestMailServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Searching and changing on a server of few extensions: neither ESEARCH nor WITHIN nor MOVE. */
final class CourierAskingTest extends AskingContract {
    @SuppressWarnings("NullAway.Init")
    private Courier server;

    @BeforeAll
    void start() throws IOException {
        server = Courier.start();
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
