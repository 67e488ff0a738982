package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.testserver.WireTap;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** On GreenMail: a server without extensions, and over a line that can be listened to. */
@SuppressWarnings("NullAway.Init") // Set while the server starts.
class FunctionalDefectsIT extends FunctionalDefects {
    private WireTap tap;

    @Override
    Mailroom mailServer() {
        return Mailroom.greenMail();
    }

    @Override
    MailSite way(Mailroom server) throws IOException {
        tap = WireTap.inFrontOf(server.imapPort());
        return server.site().withImapPort(tap.port());
    }

    @AfterAll
    void stopListening() throws IOException {
        tap.close();
    }

    @Test
    void defect09ReadingNeverAsksForRfc822WhichSomeServersLeaveEmpty() {
        imap.append("INBOX", "", Mails.plain("modern", "Here is the body."));
        int before = tap.said().length();

        JsonNode message = get("INBOX", only("INBOX", "SUBJECT modern"));
        String said = tap.said().substring(before);

        assertTrue(message.required("text_body").asText().contains("Here is the body."));
        assertTrue(Pattern.compile("(?i)FETCH").matcher(said).find(), "the tap saw the reading");
        assertFalse(Pattern.compile("(?i)RFC822(?!\\.SIZE)").matcher(said).find(), "RFC822 was fetched");
    }

    @Test
    void defect11SentAndDraftsMeanTheRoleWhateverTheFolderIsCalled() {
        Person bob = personWithInboxOnly("bob-" + UUID.randomUUID());
        signIn(bob);
        List.of("Sent Items", "Entw&APw-rfe", "Deleted Items").forEach(imap::createIfAbsent);
        Map<String, String> message = Map.of("to", bob.email(), "subject", "role", "text_body", "x");

        mcp.call("send_mail_message", message);
        mcp.call("create_draft_mail_message", message);

        assertEquals(1, imap.search("Sent Items", "SUBJECT role").size(), "one Sent copy, not two");
        assertEquals(1, imap.search("Entw&APw-rfe", "SUBJECT role").size());
        assertEquals(List.of("role"), texts(list("Sent", 1, 20).required("messages"), "subject"));
    }
}
