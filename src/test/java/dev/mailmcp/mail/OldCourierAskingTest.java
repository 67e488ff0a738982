package dev.mailmcp.mail;

import dev.mailmcp.testserver.Courier;
import dev.mailmcp.testserver.TestMailServer;
import java.io.IOException;

/** Searching and changing on a server that announces no UIDPLUS either: single messages cannot be removed there. */
final class OldCourierAskingTest extends AskingContract {
    @Override
    TestMailServer started() throws IOException {
        return Courier.announcing("IMAP4rev1 CHILDREN NAMESPACE");
    }

    @Override
    boolean movesAndExpungesSingly() {
        return false;
    }
}
