package dev.mailmcp.mail;

import dev.mailmcp.testserver.Courier;
import dev.mailmcp.testserver.TestMailServer;
import java.io.IOException;

/** Searching and changing on a server of few extensions: neither ESEARCH nor WITHIN nor MOVE. */
final class CourierAskingTest extends AskingContract {
    @Override
    TestMailServer started() throws IOException {
        return Courier.start();
    }
}
