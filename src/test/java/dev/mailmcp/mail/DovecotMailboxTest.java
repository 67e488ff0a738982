package dev.mailmcp.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.dial.MailTrust;
import dev.mailmcp.testserver.Dovecot;
import dev.mailmcp.testserver.TestMailServer;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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

    @Test
    void startTlsUpgradesAndLogsIn() throws IOException {
        server.addUser("starttls", "pw");
        Endpoint endpoint = new Endpoint("localhost", server.imapPort(), TransportSecurity.STARTTLS);

        try (var session = mailboxes().open(account("starttls", endpoint, "pw"))) {
            assertEquals(Optional.of(new MailboxName("Sent")), session.inRole(Role.SENT));
        }
    }

    @Test
    void anAuthorityThatIsNotTrustedIsRefused() throws IOException {
        server.addUser("untrusted", "pw");

        var refused = assertThrows(MailException.class, () -> mailboxes(MailTrust.system())
                .open(account("untrusted", server.imap(), "pw")));

        assertEquals(MailException.Fault.UNAVAILABLE, refused.fault());
        assertTrue(refused.toString().contains("not signed by an authority"), refused.toString());
    }

    @AfterAll
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }
}
