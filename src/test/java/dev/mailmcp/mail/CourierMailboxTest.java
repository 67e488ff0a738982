package dev.mailmcp.mail;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.testserver.Courier;
import dev.mailmcp.testserver.RawImap;
import dev.mailmcp.testserver.TestMailServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract on a real server of few extensions: no MOVE, no SPECIAL-USE, no LITERAL+; everything below {@code INBOX.}. */
final class CourierMailboxTest extends MailboxContract {
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

    /** A move then leaves what it could not remove, and nobody else's mail is touched. */
    @Test
    void withoutUidplusAMoveCopiesAndMarksAndExpungesNothing() throws IOException {
        // Given
        try (Courier old = Courier.announcing("IMAP4rev1 CHILDREN NAMESPACE")) {
            old.addUser("old", "pw");
            try (RawImap second = old.connect("old", "pw");
                    MailboxSession session = mailboxes().open(account("old", old.imap(), "pw"))) {
                second.command("CREATE INBOX.Archive");
                byte[] message = "Subject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII);
                second.append("INBOX", "\\Deleted", message);
                second.append("INBOX", "", message);
                Uid newest = session.newest(MailboxName.INBOX, 1, 1)
                        .messages()
                        .getFirst()
                        .uid();

                // When
                session.move(MailboxName.INBOX, List.of(newest), Optional.empty(), new MailboxName("INBOX.Archive"));

                // Then
                assertTrue(second.command("STATUS INBOX (MESSAGES)").contains("MESSAGES 2"));
                assertTrue(second.command("STATUS INBOX.Archive (MESSAGES)").contains("MESSAGES 1"));
                second.command("SELECT INBOX");
                String flags = second.command("UID FETCH " + newest + " (FLAGS)");
                assertTrue(flags.contains("\\Deleted"), flags);
            }
        }
    }

    @AfterAll
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }
}
