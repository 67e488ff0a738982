package dev.mailmcp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.testing.Together;
import dev.mailmcp.value.InvalidValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever becomes of a call, and however often it is made: one mail, one copy. */
class SendOnceTest {
    private static final String LETTER = "\"to\":\"bob@example.org\",\"subject\":\"Hi\",\"text_body\":\"x\"";
    private static final String BY_KEY = ",\"idempotency_key\":\"letter 1\"";

    private final ToolBench bench = ToolBench.ordinary();

    private JsonNode send(String more) {
        return bench.call("send_mail_message", "{" + LETTER + more + "}");
    }

    private JsonNode fails(String more) {
        return bench.fail("send_mail_message", "{" + LETTER + more + "}");
    }

    private static String status(JsonNode report) {
        return report.path("status").textValue();
    }

    private static String id(JsonNode report) {
        return report.path("message_id").textValue();
    }

    private int submitted() {
        return bench.submission.submitted.size();
    }

    private static MailException fault(Fault fault) {
        return new MailException(fault, "it went wrong", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", BY_KEY})
    void theSameCallAgainSendsNothingAndTellsTheSame(String key) {
        JsonNode first = send(",\"cc\":\"nobody@example.org\"" + key);
        bench.session.filed.add(id(first));

        JsonNode again = send(",\"cc\":\"nobody@example.org\"" + key);

        assertEquals("sent", status(first));
        assertEquals("duplicate", status(again));
        assertEquals(id(first), id(again));
        assertEquals(first.path("accepted"), again.path("accepted"));
        assertEquals(
                "nobody@example.org",
                again.path("rejected").path(0).path("recipient").textValue());
        assertTrue(again.path("rejected").path(0).path("permanent").booleanValue());
        assertEquals("5.1.1", again.path("rejected").path(0).path("code").textValue());
        assertEquals("saved", again.path("sent_copy").textValue());
        assertEquals(1, submitted());
        assertEquals(1, bench.session.appended.size());
    }

    @Test
    void anotherMailIsAnotherMail() {
        send("");
        JsonNode other = send(",\"cc\":\"cy@example.org\"");

        assertEquals("sent", status(other));
        assertEquals(2, submitted());
    }

    @Test
    void theSameMailUnderAnotherKeyIsMeantTwice() {
        String first = id(send(BY_KEY));
        JsonNode second = send(",\"idempotency_key\":\"letter 2\"");

        assertEquals("sent", status(second));
        assertTrue(!first.equals(id(second)), first);
    }

    @Test
    void aKeyForAnotherMailIsAnErrorAndNothingIsSent() {
        send(BY_KEY);

        JsonNode error = fails(",\"cc\":\"cy@example.org\"" + BY_KEY);

        assertEquals("invalid_argument", error.path("error").textValue());
        assertTrue(error.path("message").textValue().contains("idempotency_key"), error::toString);
        assertEquals(1, submitted());
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"REJECTED_RECIPIENT", "UNAVAILABLE", "TIMEOUT", "LOGIN_REFUSED", "THROTTLED", "TOO_LARGE"})
    void whatNobodyTookIsSentByTheNextCall(Fault fault) {
        bench.submission.fails = Optional.of(fault(fault));
        fails(BY_KEY);
        bench.submission.fails = Optional.of(new InvalidValue("not an address"));
        fails(BY_KEY);
        bench.submission.fails = Optional.empty();

        assertEquals("sent", status(send(BY_KEY)));
        assertEquals(3, submitted());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", BY_KEY})
    void anUnknownMailIsNotSentAgainAndIsToldOnceItIsInSent(String key) {
        bench.submission.connectionBreaks = true;
        JsonNode first = send(key);
        bench.submission.connectionBreaks = false;

        JsonNode second = send(key);
        bench.session.filed.add(id(first));
        JsonNode third = send(key);

        assertEquals(List.of("unknown", "unknown", "duplicate"), List.of(status(first), status(second), status(third)));
        assertEquals(List.of(id(first), id(first)), List.of(id(second), id(third)));
        assertEquals(1, submitted());
        assertEquals(List.of(), bench.session.appended);
    }

    @Test
    void anUnknownMailThatTheProviderHasFiledWasSent() {
        bench.submission.connectionBreaks = true;
        bench.submission.savesSentCopy = true;
        bench.session.filed.add(id(sendAndForget()));

        JsonNode report = send(BY_KEY);

        assertEquals("duplicate", status(report));
        assertEquals("by_provider", report.path("sent_copy").textValue());
    }

    /** As long ago as the store remembers. */
    private JsonNode sendAndForget() {
        JsonNode report = send(BY_KEY);
        bench.clock.pass(Duration.ofDays(8));
        return report;
    }

    @Test
    void whatTheStoreForgotIsFoundInSentByItsKey() {
        bench.session.filed.add(id(sendAndForget()));

        JsonNode report = send(BY_KEY);

        assertEquals("duplicate", status(report));
        assertEquals(List.of(), texts(report.path("accepted")), "who was refused then is not known");
        assertEquals(1, submitted());
        assertEquals(report, send(BY_KEY));
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.textValue()));
        return texts;
    }

    @Test
    void withoutAKeySentIsNotAsked() {
        send("");

        assertEquals(0, bench.session.lookedUp);
    }

    @Test
    void manyAtOnceAreOneMail() {
        bench.submission.meanwhile = () -> sleep(100);

        List<String> told = Together.times(8, () -> status(send(BY_KEY)));

        assertEquals(1, told.stream().filter("sent"::equals).count(), told::toString);
        assertEquals(7, told.stream().filter("duplicate"::equals).count(), told::toString);
        assertEquals(1, submitted());
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void withoutTheStoreNothingIsSent() {
        bench.storeIsDown = true;

        JsonNode error = fails("");

        assertEquals("store_unavailable", error.path("error").textValue());
        assertTrue(error.path("retryable").booleanValue());
        assertEquals(0, submitted());
        bench.storeIsDown = false;
        assertEquals("sent", status(send("")));
    }

    @Test
    void aStoreThatGoesAwayWhileAMailIsSentLeavesADoubtAndNoSecondMail() {
        bench.submission.meanwhile = () -> bench.storeIsDown = true;
        assertEquals("sent", status(send("")));
        bench.storeIsDown = false;
        bench.clock.pass(Duration.ofMinutes(6));

        assertEquals("unknown", status(send("")));
        assertEquals(1, submitted());
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"UNKNOWN_OUTCOME", "UNAVAILABLE", "TIMEOUT"})
    void aCopyWhoseAnswerIsLostIsFiledOnce(Fault lost) {
        bench.session.beforeAppends.add(() -> {
            throw fault(lost);
        });
        assertEquals("saved", send("").path("sent_copy").textValue());
        assertEquals(1, bench.session.appended.size());

        bench.session.afterAppends.add(() -> {
            bench.session.filed.add(messageIdOfTheNext());
            throw fault(lost);
        });
        assertEquals("saved", send(BY_KEY).path("sent_copy").textValue());
        assertEquals(2, bench.session.appended.size());
    }

    private String messageIdOfTheNext() {
        return bench.composer.last;
    }

    @Test
    void aCopyThatFailsTwiceHasFailed() {
        for (int i = 0; i < 2; i++) {
            bench.session.beforeAppends.add(() -> {
                throw fault(Fault.UNAVAILABLE);
            });
        }

        JsonNode report = send("");

        assertEquals("failed", report.path("sent_copy").textValue());
        assertEquals("sent", status(report));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void anEmptyKeyIsRefused(String key) {
        JsonNode error = fails(",\"idempotency_key\":\"" + key + "\"");

        assertTrue(error.path("message").textValue().startsWith("idempotency_key is wrong: "), error::toString);
    }

    @Test
    void aKeyBeyondItsBoundIsRefused() {
        JsonNode error = fails(",\"idempotency_key\":\"" + "k".repeat(201) + "\"");

        assertTrue(error.path("message").textValue().startsWith("idempotency_key is wrong: "), error::toString);
    }

    @Test
    void aDraftIsSavedOnceUnderItsKey() {
        JsonNode first = bench.call("create_draft_mail_message", "{" + LETTER + BY_KEY + "}");
        bench.session.filed.add(id(first));

        JsonNode again = bench.call("create_draft_mail_message", "{" + LETTER + BY_KEY + "}");

        assertEquals("saved", status(first));
        assertEquals("duplicate", status(again));
        assertEquals(id(first), id(again));
        assertEquals(77, again.path("uid").longValue());
        assertEquals(1, bench.session.appended.size());
        assertEquals("sent", status(send(BY_KEY)), "a draft is not the mail");
    }

    @Test
    void aDraftThatSaysSomethingElseIsAnotherDraft() {
        bench.session.filed.add(id(bench.call("create_draft_mail_message", "{" + LETTER + BY_KEY + "}")));

        JsonNode other =
                bench.call("create_draft_mail_message", "{" + LETTER + ",\"cc\":\"cy@example.org\"" + BY_KEY + "}");

        assertEquals("saved", status(other));
    }
}
