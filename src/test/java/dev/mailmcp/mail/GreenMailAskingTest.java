package dev.mailmcp.mail;

import dev.mailmcp.testserver.GreenMailServer;
import dev.mailmcp.testserver.TestMailServer;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;

/** Searching and changing on a server without extensions to speak of. */
final class GreenMailAskingTest extends AskingContract {
    private final GreenMailServer server = GreenMailServer.start();

    @Override
    TestMailServer server() {
        return server;
    }

    /** It compares whole addresses, gets days of sending wrong, and counts in 32 bits. */
    @Override
    Set<String> unknown() {
        return Set.of("FROM ann", "CC carl", "OR FROM ann SUBJECT release", "SENTON 3-Feb-2026");
    }

    @AfterAll
    void stop() {
        server.close();
    }
}
