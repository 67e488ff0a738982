package dev.mailmcp.mail;

import dev.mailmcp.testserver.GreenMailServer;
import dev.mailmcp.testserver.TestMailServer;
import java.util.Set;

/** Searching and changing on a server without extensions to speak of. */
final class GreenMailAskingTest extends AskingContract {
    @Override
    TestMailServer started() {
        return GreenMailServer.start();
    }

    /** It compares whole addresses, and gets days of sending wrong. */
    @Override
    Set<String> unknown() {
        return Set.of("FROM ann", "CC carl", "OR FROM ann SUBJECT release", "SENTON 3-Feb-2026");
    }
}
