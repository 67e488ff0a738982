package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** On Dovecot and Postfix: every extension, TLS, and mail that really travels. */
class FunctionalDefectsOnDovecotIT extends FunctionalDefects {
    @Override
    Mailroom mailServer() throws IOException {
        return Mailroom.real();
    }

    @Test
    void defect11TheRoleThatTheServerGivesOutranksEveryFamiliarName() {
        Person bob = personWithInboxOnly("bob-" + UUID.randomUUID());
        signIn(bob);
        List.of("Sent Items", "Sent Messages").forEach(imap::createIfAbsent);

        mcp.call("send_mail_message", Map.of("to", bob.email(), "subject", "role", "text_body", "x"));

        assertEquals(1, imap.search("Sent", "SUBJECT role").size());
        assertEquals(List.of(), imap.search("Sent Items", "ALL"));
        assertEquals(List.of(), imap.search("Sent Messages", "ALL"));
    }

    @Test
    void theSameMailAgainIsADuplicateAndArrivesOnce() {
        Person bob = personWithInboxOnly("bob-" + UUID.randomUUID());
        signIn(bob);
        Map<String, Object> letter =
                Map.of("to", bob.email(), "subject", "once", "text_body", "x", "idempotency_key", "the only one");

        JsonNode first = mcp.call("send_mail_message", letter);
        JsonNode again = mcp.call("send_mail_message", letter);

        assertEquals("sent", first.required("status").asText());
        assertEquals("duplicate", again.required("status").asText());
        assertEquals(first.required("message_id"), again.required("message_id"));
        assertEquals("saved", again.required("sent_copy").asText());
        assertEquals(1, imap.search("Sent", "SUBJECT once").size());
        Map<String, Object> another =
                Map.of("to", bob.email(), "subject", "twice", "text_body", "x", "idempotency_key", "the only one");
        mcp.failure("send_mail_message", another);
        // Mails between the two servers keep their order: when a later one is there, a second one would be.
        mcp.call("send_mail_message", Map.of("to", bob.email(), "subject", "later", "text_body", "x"));
        awaitSource(imap, "later");
        assertEquals(1, imap.search("INBOX", "SUBJECT once").size());
    }

    @Test
    void anAnswerIsInTheThread() {
        Person bob = personWithInboxOnly("bob-" + UUID.randomUUID());
        signIn(bob);
        imap.append("INBOX", "", "Message-ID: <b@x>\r\nReferences: <a@x>\r\nSubject: question\r\n\r\nx\r\n");

        mcp.call(
                "send_mail_message",
                Map.of("to", bob.email(), "subject", "Re: question", "text_body", "x", "in_reply_to_uid", 1));

        String answer = source("Sent", "Re: question");
        assertEquals("<b@x>", field(answer, "In-Reply-To"));
        assertEquals("<a@x> <b@x>", field(answer, "References"));
    }
}
