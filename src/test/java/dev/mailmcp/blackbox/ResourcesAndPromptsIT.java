package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Resources, prompts, completions and the question before deleting, on the packaged server and a real mail server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // Set before each test.
class ResourcesAndPromptsIT {
    private static final String FOLDER = "Größe und mehr";
    private static final String FOLDER_ON_THE_WIRE = "Gr&APYA3w-e und mehr";
    private static final String FOLDER_URI = "mail://Gr%C3%B6%C3%9Fe%20und%20mehr";
    private static final String TABLE = "name;size\nKäse;12\n";

    private Mailroom mail;
    private Product product;
    private Client client;
    private SecondEyes imap;
    private McpCalls mcp;

    @BeforeAll
    void start() throws IOException {
        mail = Mailroom.realIfInstalled();
        product = Product.start(Product.settings(mail.site().settings()));
        client = product.generate(mail.site());
    }

    @AfterAll
    void stop() {
        product.close();
        mail.close();
    }

    @BeforeEach
    void somebodyWithMail() {
        Person ada = mail.person("ada-" + UUID.randomUUID());
        imap = mail.open(ada);
        imap.createIfAbsent(FOLDER_ON_THE_WIRE);
        imap.append(
                FOLDER_ON_THE_WIRE,
                "",
                Mails.withAttachment("a table", "See the file.", "sizes.csv", TABLE.getBytes(StandardCharsets.UTF_8))
                        .replace("application/octet-stream", "text/csv"));
        imap.append("INBOX", "", Mails.plain("the rent", "Please pay."));
        mcp = new McpCalls(product, SignIn.tokens(product, client, ada));
    }

    @AfterEach
    void lookAway() {
        imap.close();
    }

    private JsonNode read(String uri) {
        JsonNode contents = mcp.request("resources/read", Map.of("uri", uri)).required("contents");
        assertEquals(1, contents.size());
        return contents.get(0);
    }

    private static List<String> texts(JsonNode list, String member) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(one ->
                        member.isEmpty() ? one.asText() : one.required(member).asText())
                .toList();
    }

    @Test
    void fromTheListOneReadsDownToTheAttachmentAndNothingIsMarkedAsRead() {
        JsonNode listed = mcp.request("resources/list", Map.of()).required("resources");
        assertTrue(texts(listed, "uri").containsAll(List.of("mail://INBOX", FOLDER_URI)), listed::toString);
        assertTrue(texts(listed, "name").contains(FOLDER));

        JsonNode folder = Json.parse(read(FOLDER_URI).required("text").asText());
        String messageUri = folder.at("/messages/0/uri").asText();
        assertEquals("a table", folder.at("/messages/0/subject").asText());
        assertTrue(messageUri.startsWith(FOLDER_URI + "/" + folder.required("uidvalidity") + "/"), messageUri);

        String message = read(messageUri).required("text").asText();
        assertTrue(message.contains("\n> From: Grace Hopper <grace@example.org>\n"), message);
        assertTrue(message.contains("\n> See the file.\n"), message);
        assertTrue(message.contains("\nAttachment " + messageUri + "/part/2, "), message);

        JsonNode part = read(messageUri + "/part/2");
        assertEquals("text/csv", part.required("mimeType").asText());
        assertEquals(TABLE, part.required("text").asText());

        long uid = imap.search(FOLDER_ON_THE_WIRE, "ALL").getFirst();
        assertFalse(imap.flags(uid).contains("\\Seen"));
    }

    @Test
    void bytesComeBackAsTheyWereUpToTheLimit() {
        byte[] small = new byte[700_000];
        new java.util.Random(5).nextBytes(small);
        imap.append("INBOX", "", Mails.withAttachment("small", "x", "small.bin", small));
        imap.append("INBOX", "", Mails.withAttachment("large", "x", "large.bin", new byte[1_200_000]));
        JsonNode folder = Json.parse(read("mail://INBOX").required("text").asText());

        JsonNode given = read(folder.at("/messages/1/uri").asText() + "/part/2");
        JsonNode error = mcp.error(
                "resources/read", Map.of("uri", folder.at("/messages/0/uri").asText() + "/part/2"));

        assertEquals(
                Base64.getEncoder().encodeToString(small),
                given.required("blob").asText());
        assertEquals("too_large", error.at("/data/error").asText());
    }

    @Test
    void whatIsGoneIsNotFound() {
        JsonNode folder = Json.parse(read("mail://INBOX").required("text").asText());
        long validity = folder.required("uidvalidity").asLong();
        long uid = folder.at("/messages/0/uid").asLong();
        for (String uri : List.of(
                "mail://INBOX/" + (validity + 1) + "/" + uid,
                "mail://INBOX/" + validity + "/" + (uid + 1),
                "mail://INBOX/" + validity + "/" + uid + "/part/7",
                "mail://Nowhere",
                "mail://Nowhere/1/1",
                "mail://%FF",
                "mail://*",
                "mail://INBOX/../../etc",
                "file:///etc/passwd")) {
            assertEquals(
                    -32002,
                    mcp.error("resources/read", Map.of("uri", uri))
                            .required("code")
                            .asInt(),
                    uri);
        }
    }

    @Test
    void promptsAreListedAndWorkedOutAndTheirArgumentsCompleted() {
        assertEquals(
                List.of("draft_reply", "find_commitments", "summarise_thread", "triage_inbox", "weekly_review"),
                texts(mcp.request("prompts/list", Map.of()).required("prompts"), "name"));
        JsonNode prompt =
                mcp.request("prompts/get", Map.of("name", "triage_inbox", "arguments", Map.of("folder", FOLDER)));
        assertTrue(prompt.at("/messages/0/content/text").asText().contains('"' + FOLDER + '"'), prompt::toString);

        assertEquals(List.of(FOLDER), complete("triage_inbox", "folder", "grö"));
        assertEquals(List.of("grace@example.org"), complete("find_commitments", "correspondent", "hopper"));
    }

    private List<String> complete(String prompt, String argument, String typed) {
        JsonNode result = mcp.request(
                "completion/complete",
                Map.of(
                        "ref", Map.of("type", "ref/prompt", "name", prompt),
                        "argument", Map.of("name", argument, "value", typed)));
        return texts(result.at("/completion/values"), "");
    }

    @Test
    void deletingForGoodAsksFirst() {
        Map<String, Object> call = Map.of(
                "name",
                "delete_mail_message",
                "arguments",
                Map.of("folder", "INBOX", "uid", imap.search("INBOX", "ALL").getFirst(), "permanent", true));
        Map<String, ?> forms = Map.of("elicitation", Map.of("form", Map.of()));

        JsonNode asked = mcp.modern("tools/call", "delete_mail_message", call, forms);

        assertEquals("input_required", asked.required("resultType").asText());
        String question = asked.required("inputRequests").fieldNames().next();
        String message =
                asked.at("/inputRequests/" + question + "/params/message").asText();
        assertTrue(message.contains("\nSubject: the rent\n"), message);
        assertEquals(1, imap.search("INBOX", "ALL").size());

        var again = new java.util.TreeMap<>(call);
        again.put("requestState", asked.required("requestState").asText());
        again.put("inputResponses", Map.of(question, Map.of("action", "accept", "content", Map.of("confirm", true))));
        JsonNode done = mcp.modern("tools/call", "delete_mail_message", again, forms);

        assertTrue(done.at("/structuredContent/permanent").asBoolean(), done::toString);
        assertEquals(List.of(), imap.search("INBOX", "ALL"));
    }
}
