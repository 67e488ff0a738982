package dev.mailmcp.mail;

import dev.mailmcp.testserver.Cyrus;
import dev.mailmcp.testserver.TestMailServer;
import java.io.IOException;

/** Searching and changing on a server with all extensions, which hangs up where others refuse. */
final class CyrusAskingTest extends AskingContract {
    @Override
    TestMailServer started() throws IOException {
        return Cyrus.start();
    }
}
