package dev.mailmcp.mail;

import dev.mailmcp.testserver.GreenMailServer;
import dev.mailmcp.testserver.TestMailServer;
import org.junit.jupiter.api.AfterAll;

/** The contract on a server without extensions to speak of. */
final class GreenMailMailboxTest extends MailboxContract {
    private final GreenMailServer server = GreenMailServer.start();

    @Override
    TestMailServer server() {
        return server;
    }

    @Override
    int many() {
        return 1_000;
    }

    @Override
    int letters() {
        return 30;
    }

    @AfterAll
    void stop() {
        server.close();
    }
}
