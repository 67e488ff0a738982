package dev.mailmcp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.mail.Address;
import dev.mailmcp.mail.Envelope;
import dev.mailmcp.mcp.McpBench;
import dev.mailmcp.mcp.Reply;
import dev.mailmcp.testing.Mails;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GetMailMessageTest {
    private final ToolBench bench = ToolBench.ordinary();

    private long withFiles(int files) {
        var parts = java.util.stream.IntStream.rangeClosed(2, files + 1)
                .mapToObj(section -> Mails.pdf(Integer.toString(section)))
                .toList();
        return bench.inbox
                .deliver(Mails.envelope("Files"), Optional.of("See."), Optional.empty(), parts)
                .value();
    }

    @Test
    void secondReadTakesNoAttachmentBytes() {
        long uid = withFiles(2);
        JsonNode first = bench.call("get_mail_message", "{\"folder\":\"INBOX\",\"uid\":" + uid + "}");

        JsonNode second = bench.call("get_mail_message", "{\"folder\":\"INBOX\",\"uid\":" + uid + "}");

        assertEquals(2, bench.session.downloads);
        assertEquals(first.path("attachments"), second.path("attachments"));
    }

    @Test
    void onlyStoringMakesAStreamAndTellsOfProgress() {
        long uid = withFiles(3);
        String params = "{\"name\":\"get_mail_message\",\"arguments\":{\"folder\":\"INBOX\",\"uid\":" + uid
                + "},\"_meta\":{\"progressToken\":\"p\"}}";

        List<JsonNode> messages = McpBench.events(
                assertInstanceOf(Reply.Events.class, send(params)).writer());
        Reply second = send(params);

        assertEquals(
                List.of("0.0 of 3.0", "1.0 of 3.0", "2.0 of 3.0"),
                messages.stream()
                        .map(message -> message.path("params"))
                        .filter(told -> told.has("progressToken"))
                        .map(told -> told.path("progress") + " of " + told.path("total"))
                        .toList());
        assertInstanceOf(Reply.Json.class, second);
    }

    @Test
    void storingMakesAStreamForWhomeverDoesNotWantProgressToo() {
        long uid = withFiles(1);

        Reply reply = send("{\"name\":\"get_mail_message\",\"arguments\":{\"folder\":\"INBOX\",\"uid\":" + uid + "}}");

        assertEquals(
                1,
                McpBench.events(assertInstanceOf(Reply.Events.class, reply).writer())
                        .size());
    }

    @Test
    void nameThatNoFolderCanHaveIsAWrongArgument() {
        JsonNode error = bench.fail("get_mail_message", "{\"folder\":\"a\\nb\",\"uid\":1}");

        assertEquals("invalid_argument", error.path("error").textValue());
        assertFalse(error.path("retryable").booleanValue());
    }

    private Reply send(String params) {
        return bench.protocol.send(
                Map.of(), McpBench.legacyBody("tools/call", params).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void metadataTakesNoAttachmentBytesAtAll() {
        long uid = withFiles(1);

        bench.call("get_mail_message", "{\"folder\":\"INBOX\",\"uid\":" + uid + ",\"attachments\":\"metadata\"}");

        assertEquals(0, bench.session.downloads);
    }

    @Test
    void attachmentThatCannotBeStoredCostsItsUrlAndNothingElse() {
        long uid = withFiles(1);
        bench.session.downloadsFail = true;

        JsonNode message = bench.call("get_mail_message", "{\"folder\":\"INBOX\",\"uid\":" + uid + "}");

        assertEquals("See.", message.path("text_body").textValue());
        assertTrue(message.path("attachments").path(0).path("url").isNull());
        assertTrue(message.path("warnings").path(0).textValue().contains("section 2"), message::toString);
    }

    @Test
    void blankPlainPartGivesWayToHtml() {
        long uid = bench.inbox
                .deliver(Mails.envelope("x"), Optional.of(" \r\n"), Optional.of("<b>Hello</b>"), List.of())
                .value();

        JsonNode message = bench.call("get_mail_message", "{\"folder\":\"INBOX\",\"uid\":" + uid + "}");

        assertEquals("**Hello**", message.path("text_body").textValue());
        assertTrue(message.path("html_body").isNull());
    }

    @Test
    void longTextIsReadOnFromItsOffsetWithoutLoss() {
        String whole = "a😀".repeat(120);
        long uid = bench.inbox
                .deliver(Mails.envelope("x"), Optional.of(whole), Optional.empty(), List.of())
                .value();
        var read = new StringBuilder();
        JsonNode next = com.fasterxml.jackson.databind.node.IntNode.valueOf(0);

        while (!next.isNull()) {
            JsonNode message = bench.call(
                    "get_mail_message",
                    "{\"folder\":\"INBOX\",\"uid\":" + uid + ",\"max_chars\":100,\"offset\":" + next + "}");
            assertEquals(
                    !message.path("next_offset").isNull(),
                    message.path("truncated").booleanValue());
            read.append(message.path("text_body").textValue());
            next = message.path("next_offset");
        }

        assertEquals(whole, read.toString());
    }

    @Test
    void floodOfRecipientsIsCutAndCounted() {
        Envelope one = Mails.envelope("x".repeat(5000));
        Envelope many = new Envelope(
                one.messageId(),
                one.inReplyTo(),
                one.subject(),
                one.from(),
                one.sender(),
                one.replyTo(),
                Collections.nCopies(2000, new Address("", "crowd@example.org")),
                one.cc(),
                one.bcc(),
                one.date());
        long uid = bench.inbox
                .deliver(many, Optional.of("x"), Optional.empty(), List.of())
                .value();

        JsonNode message = bench.call("get_mail_message", "{\"folder\":\"INBOX\",\"uid\":" + uid + "}");

        assertEquals("(and 1950 more)", message.path("to").path(50).textValue());
        assertTrue(message.toString().length() < 5000);
    }

    @Test
    void staleUidvalidityReachesNoOtherMessage() {
        long uid = bench.deliver("x");

        JsonNode error = bench.fail("get_mail_message", "{\"folder\":\"INBOX\",\"uid\":" + uid + ",\"uidvalidity\":5}");

        assertEquals("stale_reference", error.path("error").textValue());
    }

    @Test
    void unknownFolderAndUidAreToldApart() {
        JsonNode folder = bench.fail("get_mail_message", "{\"folder\":\"Nowhere\",\"uid\":1}");
        JsonNode uid = bench.fail("get_mail_message", "{\"folder\":\"INBOX\",\"uid\":1}");

        assertEquals("folder_not_found", folder.path("error").textValue());
        assertEquals("The nearest names are: INBOX.", folder.path("hint").textValue());
        assertEquals("message_not_found", uid.path("error").textValue());
    }
}
