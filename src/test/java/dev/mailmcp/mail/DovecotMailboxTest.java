package dev.mailmcp.mail;

import dev.mailmcp.testserver.Dovecot;
import dev.mailmcp.testserver.TestMailServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on a real server: TLS with a private CA, SPECIAL-USE, LIST-STATUS, MOVE, UIDPLUS, SASL-IR, ID. */
final class DovecotMailboxTest extends MailboxContract {
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
