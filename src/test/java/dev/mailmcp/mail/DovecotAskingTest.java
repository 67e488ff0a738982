package dev.mailmcp.mail;

import dev.mailmcp.testserver.Dovecot;
import dev.mailmcp.testserver.TestMailServer;
import java.io.IOException;

/** Searching and changing on a server with ESEARCH, WITHIN, MOVE and UIDPLUS. */
final class DovecotAskingTest extends AskingContract {
    @Override
    TestMailServer started() throws IOException {
        return Dovecot.start();
    }
}
