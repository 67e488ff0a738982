package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The defects of mail_mcp that broke its function, one test each, numbered as in our notes on it; on any mail server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // Set before each test, by signing in.
abstract class FunctionalDefects {
    private Product product;
    private Client client;
    private Mailroom mail;

    Person ada;
    McpCalls mcp;
    SecondEyes imap;

    /** Starts the mail server. */
    abstract Mailroom mailServer() throws IOException;

    /** How the product reaches it. */
    MailSite way(Mailroom server) throws IOException {
        return server.site();
    }

    @BeforeAll
    void start() throws IOException {
        mail = mailServer();
        MailSite site = way(mail);
        product = Product.start(Product.settings(site.settings()));
        client = product.generate(site);
    }

    @AfterAll
    @SuppressWarnings("RedundantNullCheck") // Null when the mail server is not installed and every test is skipped.
    void stop() throws IOException {
        if (product != null) {
            product.close();
            mail.close();
        }
    }

    @BeforeEach
    void somebodyNew() {
        ada = mail.person("ada-" + UUID.randomUUID());
        signIn(ada);
    }

    @AfterEach
    void lookAway() {
        imap.close();
    }

    Person personWithInboxOnly(String name) {
        return mail.personWithInboxOnly(name);
    }

    void signIn(Person person) {
        mcp = new McpCalls(product, SignIn.tokens(product, client, person));
        imap = mail.open(person);
    }

    @Test
    void defect01CallWithoutTokenIsChallenged() {
        for (String method : List.of("POST", "GET", "DELETE", "PUT")) {
            HttpResponse<String> answer = Product.send(HttpRequest.newBuilder(URI.create(product.base() + "/mcp"))
                    .timeout(Duration.ofSeconds(30))
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            HttpRequest.BodyPublishers.ofString(
                                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")));

            assertEquals(401, answer.statusCode(), method);
            String challenge = answer.headers().firstValue("www-authenticate").orElse("");
            assertTrue(
                    challenge.contains(
                            "resource_metadata=\"" + product.base() + "/.well-known/oauth-protected-resource/mcp\""),
                    challenge);
            assertFalse(challenge.contains("error="), "no error where nothing was tried: " + challenge);
        }
    }

    @Test
    void defect02SinglePartMailHasABody() {
        imap.append("INBOX", "", Mails.plain("plain", "Only one part, and it is text."));
        imap.append("INBOX", "", Mails.html("html", "<p>Only one part, and it is <b>HTML</b>.</p>"));

        JsonNode plain = get("INBOX", only("INBOX", "SUBJECT plain"));
        JsonNode html = get("INBOX", only("INBOX", "SUBJECT html"));

        assertTrue(plain.required("text_body").asText().contains("Only one part, and it is text."));
        assertTrue(html.required("text_body").asText().contains("Only one part, and it is"));
    }

    @Test
    void defect03SearchGivesUidsNotSequenceNumbers() {
        for (int i = 1; i <= 4; i++) {
            imap.append("INBOX", i < 3 ? "\\Deleted" : "", Mails.plain("number " + i, "x"));
        }
        imap.command("SELECT INBOX");
        imap.command("EXPUNGE");
        List<Long> uids = imap.search("INBOX", "ALL");
        assertNotEquals(List.of(1L, 2L), uids, "the two kinds of number differ, or the test shows nothing");

        JsonNode found = search("INBOX", "SUBJECT number");

        assertEquals(
                uids.stream().sorted().toList(),
                longs(found.required("uids")).stream().sorted().toList());
        assertEquals(
                "number 4",
                get("INBOX", imap.search("INBOX", "SUBJECT \"number 4\"").getFirst())
                        .required("subject")
                        .asText());
    }

    @Test
    void defect04QuotedPhrasesAndForeignLettersAreFound() {
        imap.append("INBOX", "", Mails.plain("the quarterly report", "naïve façade"));
        imap.append("INBOX", "", Mails.plain("a report, quarterly", "plain"));

        assertEquals(
                imap.search("INBOX", "SUBJECT \"quarterly report\""),
                longs(search("INBOX", "SUBJECT \"quarterly report\"").required("uids")));
        assertEquals(
                1,
                search("INBOX", "SUBJECT \"quarterly report\"")
                        .required("count")
                        .asInt());
        assertEquals(1, search("INBOX", "BODY \"façade\"").required("count").asInt());
        assertEquals(0, search("INBOX", "BODY \"façades\"").required("count").asInt());
        assertEquals(
                2,
                search("INBOX", "OR (SUBJECT quarterly SEEN) NOT SEEN")
                        .required("count")
                        .asInt());
    }

    @Test
    void defect05FlagsAreSetAsTheirNamesSay() {
        imap.append("INBOX", "", Mails.plain("flags", "x"));
        long uid = only("INBOX", "SUBJECT flags");

        mcp.call(
                "update_mail_message_flags",
                Map.of("folder", "INBOX", "uid", uid, "add", List.of("\\Seen", "\\Flagged", "$Forwarded")));
        imap.command("SELECT INBOX");
        List<String> after = imap.flags(uid);

        assertTrue(after.containsAll(List.of("\\Seen", "\\Flagged", "$Forwarded")), after.toString());
        assertFalse(after.contains("\\$Forwarded"), after.toString());

        mcp.call("update_mail_message_flags", Map.of("folder", "INBOX", "uid", uid, "remove", List.of("\\Flagged")));
        imap.command("SELECT INBOX");
        assertFalse(imap.flags(uid).contains("\\Flagged"));
    }

    @Test
    void defect06BccStaysInDraftsAndTheSentCopyAndNowhereElse() {
        Person grace = mail.person("grace-" + UUID.randomUUID());
        Person hidden = mail.person("hidden-" + UUID.randomUUID());
        Map<String, String> message =
                Map.of("to", grace.email(), "bcc", hidden.email(), "subject", "discreet", "text_body", "Between us.");

        mcp.call("create_draft_mail_message", message);
        mcp.call("send_mail_message", message);

        assertTrue(field(source("Drafts", "discreet"), "Bcc").contains(hidden.email()));
        assertTrue(field(source("Sent", "discreet"), "Bcc").contains(hidden.email()));
        for (Person recipient : List.of(grace, hidden)) {
            try (SecondEyes eyes = mail.open(recipient)) {
                String received = awaitSource(eyes, "discreet");
                assertEquals("", field(received, "Bcc"));
                assertFalse(received.contains(hidden.email()) && recipient.equals(grace), "the hidden address leaked");
            }
        }
    }

    @Test
    void defect07HtmlMailHasAWellFormedContentType() {
        mcp.call(
                "send_mail_message",
                Map.of(
                        "to", ada.email(),
                        "subject", "formed",
                        "text_body", "text",
                        "html_body", "<p>Grüße</p>"));

        String unfolded = source("Sent", "formed").replaceAll("\r\n[ \t]+", " ");

        assertTrue(
                Pattern.compile("(?im)^Content-Type: text/html; ?charset=\"?utf-8\"?")
                        .matcher(unfolded)
                        .find(),
                unfolded);
        assertTrue(Pattern.compile("(?im)^Content-Type: multipart/alternative;")
                .matcher(unfolded)
                .find());
    }

    @Test
    void defect08SubjectsAndFoldersAreDecodedAndPagesRunNewestFirst() {
        imap.append("INBOX", "", Mails.plain("=?utf-8?Q?Gr=C3=BC=C3=9Fe?= =?iso-8859-1?Q?_aus_K=F6ln?=", "x"));
        imap.append("INBOX", "", Mails.plain("second", "x"));
        imap.append("INBOX", "", Mails.plain("third", "x"));
        imap.command("CREATE \"Entw&APw-rfe alt\"");
        imap.append("Entw&APw-rfe alt", "", Mails.plain("inside", "x"));

        JsonNode page = list("INBOX", 1, 20);
        assertEquals(List.of("third", "second", "Grüße aus Köln"), texts(page.required("messages"), "subject"));
        assertTrue(texts(mcp.call("list_mailboxes", Map.of()).required("mailboxes"), "name")
                .contains("Entwürfe alt"));
        assertEquals(List.of("inside"), texts(list("Entwürfe alt", 1, 20).required("messages"), "subject"));

        JsonNode second = list("INBOX", 2, 2);
        assertEquals(List.of("Grüße aus Köln"), texts(second.required("messages"), "subject"));
        JsonNode beyond = list("INBOX", 9, 2);
        assertEquals(0, beyond.required("messages").size());
        assertEquals(9, beyond.required("page").asInt());
        assertEquals(2, beyond.required("per_page").asInt());
        assertEquals(3, beyond.required("total").asInt());
    }

    @Test
    void defect10DeleteTakesOnlyTheMessageNamedAndPutsItInTrash() {
        imap.append("INBOX", "\\Deleted", Mails.plain("marked by another client", "x"));
        imap.append("INBOX", "", Mails.plain("to be deleted", "x"));
        imap.append("INBOX", "", Mails.plain("for ever", "x"));

        mcp.call("delete_mail_message", Map.of("folder", "INBOX", "uid", only("INBOX", "SUBJECT \"to be deleted\"")));
        mcp.call(
                "delete_mail_message",
                Map.of("folder", "INBOX", "uid", only("INBOX", "SUBJECT \"for ever\""), "permanent", true));

        assertEquals(1, imap.search("INBOX", "ALL").size());
        assertEquals(
                1, imap.search("INBOX", "SUBJECT \"marked by another client\"").size());
        assertEquals(1, imap.search("Trash", "ALL").size());
        assertEquals(1, imap.search("Trash", "SUBJECT \"to be deleted\"").size());
    }

    @Test
    void defect12AnUnknownFolderIsNotReportedAsAFailedLogin() {
        JsonNode failure = mcp.failure("list_mail_messages", Map.of("folder", "Archiv"));

        assertEquals("folder_not_found", failure.required("error").asText());
        assertFalse(failure.required("retryable").asBoolean());
        assertTrue(failure.toString().contains("Archive"), "the nearest name is offered: " + failure);
        assertFalse(failure.toString().toLowerCase(java.util.Locale.ROOT).contains("authenticat"));
    }

    JsonNode get(String folder, long uid) {
        return mcp.call("get_mail_message", Map.of("folder", folder, "uid", uid));
    }

    JsonNode list(String folder, int page, int perPage) {
        return mcp.call("list_mail_messages", Map.of("folder", folder, "page", page, "per_page", perPage));
    }

    JsonNode search(String folder, String query) {
        return mcp.call("search_mail_messages", Map.of("folder", folder, "query", query));
    }

    /** The UID of the one message that matches, seen by the second connection. */
    long only(String folder, String criteria) {
        List<Long> uids = imap.search(folder, criteria);
        assertEquals(1, uids.size(), criteria);
        return uids.getFirst();
    }

    String source(String folder, String subject) {
        return imap.source(only(folder, "SUBJECT " + SecondEyes.quote(subject)));
    }

    static String awaitSource(SecondEyes eyes, String subject) {
        for (int tries = 0; tries < 100; tries++) {
            List<Long> uids = eyes.search("INBOX", "SUBJECT " + SecondEyes.quote(subject));
            if (!uids.isEmpty()) {
                return eyes.source(uids.getFirst());
            }
            Product.pause(100);
        }
        throw new AssertionError("nothing arrived");
    }

    /** The value of a header field, unfolded; empty when the message has none. */
    static String field(String source, String name) {
        String header = source.substring(0, source.indexOf("\r\n\r\n")).replaceAll("\r\n[ \t]+", " ");
        return header.lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT)
                        .startsWith(name.toLowerCase(java.util.Locale.ROOT) + ":"))
                .findFirst()
                .map(line -> line.substring(name.length() + 1).strip())
                .orElse("");
    }

    static List<String> texts(JsonNode array, String field) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(element -> element.required(field).asText())
                .toList();
    }

    static List<Long> longs(JsonNode array) {
        List<Long> values = new ArrayList<>();
        array.forEach(value -> values.add(value.asLong()));
        return values;
    }
}
