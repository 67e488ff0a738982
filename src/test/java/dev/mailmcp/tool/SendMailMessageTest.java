package dev.mailmcp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.attachment.AttachmentOwner;
import dev.mailmcp.attachment.AttachmentStoreException;
import dev.mailmcp.mail.Correspondence;
import dev.mailmcp.mcp.McpBench;
import dev.mailmcp.mcp.Reply;
import dev.mailmcp.testing.Mails;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendMailMessageTest {
    private static final String LETTER = "\"to\":\"bob@example.org\",\"subject\":\"Hi\",\"text_body\":\"x\"";

    private final ToolBench bench = ToolBench.ordinary();

    private JsonNode send(String more) {
        return bench.call("send_mail_message", "{" + LETTER + more + "}");
    }

    @Test
    void everyRecipientIsInTheEnvelopeOnceAndBccInTheCopyOnly() {
        JsonNode report = send(",\"cc\":\"Ada <ada@example.org>\",\"bcc\":\"bob@example.org, eve@example.org\"");

        assertEquals(
                List.of("ada@example.org -> [bob@example.org, ada@example.org, eve@example.org]"),
                bench.submission.submitted);
        assertEquals("sent", report.path("status").textValue());
        assertEquals(List.of("Sent Items [\\Seen] Ada Lovelace <ada@example.org> to 1: Hi files=[] bcc=2"), appended());
    }

    private List<String> appended() {
        return bench.session.appended;
    }

    @Test
    void whoGetsAMailIsNoStrangerFromThenOn() {
        bench.session.acquaintances().note("Bob@example.org", Correspondence.Known.NEVER);

        send("");

        assertEquals(Optional.empty(), bench.session.acquaintances().of("bob@example.org"));
    }

    @Test
    void refusedRecipientIsReportedBesideTheAccepted() {
        JsonNode report = bench.call(
                "send_mail_message",
                "{\"to\":\"bob@example.org, nobody@example.org\",\"subject\":\"Hi\",\"text_body\":\"x\"}");

        assertEquals("[\"bob@example.org\"]", report.path("accepted").toString());
        assertEquals(
                "nobody@example.org",
                report.path("rejected").path(0).path("recipient").textValue());
    }

    @Test
    void failedCopyIsNoFailedMail() {
        bench.session.appendsFail = true;

        JsonNode report = send("");

        assertEquals("sent", report.path("status").textValue());
        assertEquals("failed", report.path("sent_copy").textValue());
        assertTrue(report.path("folder").isNull());
    }

    @Test
    void brokenConnectionIsUnknownAndFilesNoCopy() {
        bench.submission.connectionBreaks = true;

        JsonNode report = send("");

        assertEquals("unknown", report.path("status").textValue());
        assertEquals("none", report.path("sent_copy").textValue());
        assertEquals(List.of(), appended());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"folder\":\"Sent\"", ",\"folder\":\"Sent Items\""})
    void providerThatSavesTheCopyGetsNoSecondOne(String folder) {
        bench.submission.savesSentCopy = true;
        JsonNode report = send(folder);
        assertEquals("unconfirmed", report.path("sent_copy").textValue());

        bench.session.filed.add(report.path("message_id").textValue());
        report = send(folder);

        assertEquals("by_provider", report.path("sent_copy").textValue());
        assertEquals("Sent Items", report.path("folder").textValue());
        assertEquals(List.of(), appended());
    }

    @Test
    void accountWithoutSentFolderStillSends() {
        ToolBench bare = new ToolBench();

        JsonNode report = bare.call("send_mail_message", "{" + LETTER + "}");

        assertEquals("none", report.path("sent_copy").textValue());
    }

    @Test
    void unknownFolderIsRefusedBeforeAnythingIsSent() {
        JsonNode error = bench.fail("send_mail_message", "{" + LETTER + ",\"folder\":\"Nowhere\"}");

        assertEquals("folder_not_found", error.path("error").textValue());
        assertEquals(List.of(), bench.submission.submitted);
    }

    @Test
    void aliasMayBeTheAuthor() {
        send(",\"from\":\"countess@EXAMPLE.org\"");

        assertTrue(bench.submission.submitted.getFirst().startsWith("Countess@example.org -> "));
    }

    @Test
    void ownAddressMayBeTheAuthorWithQuotesItDoesNotNeed() {
        send(",\"from\":\"\\\"ada\\\"@example.org (Ada)\"");

        assertTrue(bench.submission.submitted.getFirst().startsWith("ada@example.org -> "));
    }

    /** Own is what stands before the last @ outside of quotes, and all of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"ada@example.org>\"@evil.org",
                "\"ada@example.org\"@evil.org",
                "\"ada@evil.org\"@example.org",
                "\"ada\"@evil.org",
                "<@example.org:ada@evil.org>",
                "ada(@example.org)@evil.org",
                "\"ada@example.org\" <x@evil.org>",
                "\"ada \"@example.org",
                "ad\u0131@example.org",
            })
    void addressThatLooksLikeTheOwnMayNotBeTheAuthor(String from) {
        JsonNode error = bench.fail(
                "send_mail_message",
                "{" + LETTER + ",\"from\":\"" + from.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}");

        assertEquals("invalid_argument", error.path("error").textValue());
        assertEquals(List.of(), bench.submission.submitted);
    }

    @Test
    void strangerMayNotBeTheAuthor() {
        JsonNode error = bench.fail("send_mail_message", "{" + LETTER + ",\"from\":\"boss@example.org\"}");

        assertEquals("invalid_argument", error.path("error").textValue());
        assertEquals(
                "Use one of: ada@example.org, Countess@example.org.",
                error.path("hint").textValue());
        assertEquals(List.of(), bench.submission.submitted);
    }

    @Test
    void attachmentOfTheMailboxGoesAlong() {
        String url = storedUrl();

        send(",\"attachment_urls\":[\"" + url + "\"]");

        assertTrue(appended().getFirst().contains("files=[report-2.pdf]"));
    }

    private String storedUrl() {
        bench.inbox.deliver(Mails.envelope("x"), Optional.of("x"), Optional.empty(), List.of(Mails.pdf("2")));
        return bench.call("get_mail_message", "{\"folder\":\"INBOX\",\"uid\":1}")
                .path("attachments")
                .path(0)
                .path("url")
                .textValue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "file:///etc/passwd",
                "/etc/passwd",
                "|id",
                "https://example.org/x y",
                "http://localhost:3000/attachments/other/part"
            })
    void urlThatIsNotOursIsAnErrorAndNothingIsSent(String url) {
        JsonNode error = bench.fail("send_mail_message", "{" + LETTER + ",\"attachment_urls\":[\"" + url + "\"]}");

        assertEquals("invalid_argument", error.path("error").textValue());
        assertTrue(error.path("message").textValue().contains("attachment_urls"), error::toString);
        assertEquals(List.of(), bench.submission.submitted);
    }

    @ParameterizedTest
    @EnumSource(AttachmentStoreException.Fault.class)
    void storeThatFailsSaysWhatToDoAndNothingIsSent(AttachmentStoreException.Fault fault) {
        String url = storedUrl();
        bench.store.fault = Optional.of(fault);

        JsonNode error = bench.fail("send_mail_message", "{" + LETTER + ",\"attachment_urls\":[\"" + url + "\"]}");

        assertEquals(fault.code(), error.path("error").textValue());
        assertEquals(fault.hint(), error.path("hint").textValue());
        assertEquals(fault.retryable(), error.path("retryable").booleanValue());
        assertEquals(List.of(), bench.submission.submitted);
    }

    @Test
    void sendingTakesLongAndIsAStream() {
        Reply reply = bench.protocol.send(
                Map.of(),
                McpBench.legacyBody("tools/call", "{\"name\":\"send_mail_message\",\"arguments\":{" + LETTER + "}}")
                        .getBytes(StandardCharsets.UTF_8));

        assertEquals(
                1,
                McpBench.events(assertInstanceOf(Reply.Events.class, reply).writer())
                        .size());
        assertEquals(1, bench.submission.submitted.size());
    }

    @Test
    void attachmentOfAnotherMailboxIsAnError() {
        String url = storedUrl();
        bench.owner = new AttachmentOwner("owner-of-another-mailbox", "grant");

        JsonNode error = bench.fail("send_mail_message", "{" + LETTER + ",\"attachment_urls\":[\"" + url + "\"]}");

        assertEquals("invalid_argument", error.path("error").textValue());
    }

    @Test
    void clientThatLeavesDuringTheSendLosesNeitherMailNorCopy() {
        var worker = new AtomicReference<Thread>();
        bench.beforeSending = () -> worker.set(Thread.currentThread());
        bench.submission.meanwhile = () -> worker.get().interrupt();

        JsonNode report = send("");

        assertEquals("saved", report.path("sent_copy").textValue());
        assertEquals(1, appended().size());
    }

    @Test
    void clientThatLeftBeforeTheSendSendsNothing() {
        bench.beforeSending = () -> Thread.currentThread().interrupt();

        JsonNode error = bench.fail("send_mail_message", "{" + LETTER + "}");

        assertEquals("cancelled", error.path("error").textValue());
        assertEquals(List.of(), bench.submission.submitted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\\nlines", "two\\r\\nBcc: eve@example.org"})
    void subjectOfTwoLinesIsRefused(String subject) {
        JsonNode error = bench.fail(
                "send_mail_message",
                "{\"to\":\"bob@example.org\",\"subject\":\"" + subject + "\",\"text_body\":\"x\"}");

        assertTrue(error.path("message").textValue().startsWith("subject is wrong: "), error::toString);
    }

    @Test
    void badAddressNamesTheArgument() {
        JsonNode error = bench.fail(
                "create_draft_mail_message", "{\"to\":\"bob\",\"subject\":\"\",\"text_body\":\"\",\"cc\":\"\"}");

        assertTrue(error.path("message").textValue().startsWith("to is wrong: "), error::toString);
    }
}
