package dev.mailmcp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.mail.Envelope;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.Message;
import dev.mailmcp.mail.MessageSummary;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.UidValidity;
import dev.mailmcp.testing.Mails;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers keep the thread together (RFC 5322 §3.6.4). */
class AnswersTest {
    private final ToolBench bench = ToolBench.ordinary();

    @ParameterizedTest
    @ValueSource(strings = {"send_mail_message", "create_draft_mail_message"})
    void anAnswerNamesWhatItAnswers(String tool) {
        long uid = bench.deliver("Question");

        bench.call(tool, answering(uid, ""));

        assertTrue(
                bench.session.appended.getFirst().endsWith(" answers=<1@example.org>"),
                bench.session.appended::toString);
    }

    private static String answering(long uid, String more) {
        return "{\"to\":\"bob@example.org\",\"subject\":\"Re: Question\",\"text_body\":\"x\",\"in_reply_to_uid\":" + uid
                + more + "}";
    }

    @Test
    void whatIsNotThereOrAnotherMessageByNowIsAnErrorAndNothingIsSent() {
        long uid = bench.deliver("Question");

        JsonNode missing = bench.fail("send_mail_message", answering(99, ""));
        JsonNode stale = bench.fail("send_mail_message", answering(uid, ",\"in_reply_to_uidvalidity\":5"));
        JsonNode nowhere = bench.fail("send_mail_message", answering(uid, ",\"in_reply_to_folder\":\"Nowhere\""));

        assertEquals("message_not_found", missing.path("error").textValue());
        assertEquals("stale_reference", stale.path("error").textValue());
        assertEquals("folder_not_found", nowhere.path("error").textValue());
        assertEquals(List.of(), bench.submission.submitted);
    }

    @Test
    void anAnswerIsAnotherMailThanTheSameWordsToNobodyInParticular() {
        long uid = bench.deliver("Question");
        bench.call("send_mail_message", answering(uid, ""));

        JsonNode other = bench.call(
                "send_mail_message", "{\"to\":\"bob@example.org\",\"subject\":\"Re: Question\",\"text_body\":\"x\"}");

        assertEquals("sent", other.path("status").textValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // Message-ID  | In-Reply-To  | References       | our In-Reply-To | our References
                "<c@x>         | <b@x>        | <a@x> <b@x>      | <c@x>           | <a@x> <b@x> <c@x>",
                "<c@x>         | <b@x>        | -                | <c@x>           | <b@x> <c@x>",
                "<c@x>         | <a@x> <b@x>  | -                | <c@x>           | <c@x>",
                "<c@x>         | -            | -                | <c@x>           | <c@x>",
                "<c@x>         | Ann's of 5pm | -                | <c@x>           | <c@x>",
                "<c@x> (x)     | -            | <a@x> <c@x>      | <c@x>           | <a@x> <c@x>",
                "-             | <b@x>        | <a@x> <b@x>      | -               | -",
                "nonsense      | -            | -                | -               | -",
            })
    void theThreadGoesOn(String messageId, String inReplyTo, String references, String ours, String ourReferences) {
        Answered answered = Answered.of(original(messageId, inReplyTo, references));

        assertEquals(Optional.ofNullable(ours), answered.inReplyTo());
        assertEquals(ourReferences == null ? "" : ourReferences, String.join(" ", answered.references()));
    }

    private static Message original(String messageId, String inReplyTo, String references) {
        var envelope = new Envelope(
                Optional.ofNullable(messageId),
                Optional.ofNullable(inReplyTo),
                "Question",
                List.of(Mails.ADA),
                List.of(),
                List.of(),
                List.of(Mails.BOB),
                List.of(),
                List.of(),
                Optional.empty());
        return new Message(
                new MailboxName("INBOX"),
                new UidValidity(1),
                new MessageSummary(new Uid(1), envelope, Instant.EPOCH, 1, List.of(), false),
                references == null ? List.of() : List.of(references.split(" ", -1)),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
    }
}
