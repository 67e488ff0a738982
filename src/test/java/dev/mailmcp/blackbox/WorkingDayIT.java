package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.blackbox.Cabinet.Mail;
import dev.mailmcp.testserver.CountingProxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A working day of 300 steps in a mailbox of 20,000 messages: an assistant lists, reads, searches, answers, files and deletes while
 * mail arrives, the person's own mail program sits in IDLE on the same mailbox and changes it too, and the connection drops twice.
 * After each step everything must be where it should be, as a second connection sees it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkingDayIT {
    private static final int MESSAGES = Integer.getInteger("day.messages", 20_000);
    private static final int STEPS = 300;
    private static final Set<Integer> DROPS = Set.of(101, 202);

    private final Random random = new Random(20_261_121);
    private final Cabinet cabinet = new Cabinet("INBOX", "Archive", "Trash", "Sent", "Drafts", "Junk", "Projects");
    private final Person ada = Person.of("Ada", "ada-" + UUID.randomUUID() + "@example.org", "pw-" + UUID.randomUUID());
    private int arrived;
    private int replies;

    @SuppressWarnings("NullAway.Init")
    private Mailroom mail;

    @SuppressWarnings("NullAway.Init")
    private CountingProxy wire;

    @SuppressWarnings("NullAway.Init")
    private Product product;

    @SuppressWarnings("NullAway.Init")
    private McpCalls mcp;

    @SuppressWarnings("NullAway.Init")
    private SecondEyes world;

    @SuppressWarnings("NullAway.Init")
    private Person grace;

    @BeforeAll
    void start() throws Exception {
        Suites.need("dovecot", Mailroom.realIsInstalled(), "Dovecot and Postfix are not installed");
        mail = Mailroom.real();
        mail.setPassword(ada, ada.password());
        grace = mail.person("grace-" + UUID.randomUUID());
        world = mail.open(ada);
        cabinet.names().forEach(world::createIfAbsent);
        fill();
        wire = CountingProxy.inFrontOf(mail.imapPort());
        MailSite site = mail.site().withImapPort(wire.port());
        Map<String, String> settings = Product.settings(site.settings());
        settings.put("CALLS_PER_SECOND", "1000");
        product = Product.start(settings);
        mcp = new McpCalls(product, SignIn.tokens(product, product.generate(site), ada));
    }

    @AfterAll
    void stop() {
        product.close();
        wire.close();
        world.close();
        mail.close();
    }

    private void fill() {
        for (int from = 0; from < MESSAGES; from += 500) {
            List<byte[]> batch = IntStream.range(from, Math.min(from + 500, MESSAGES))
                    .mapToObj(_ -> letter(nextWord()).getBytes(StandardCharsets.UTF_8))
                    .toList();
            world.appendAll("INBOX", batch);
        }
    }

    /** A word for the next mail, which is in INBOX from now on. */
    private String nextWord() {
        String word = "word%05d".formatted(++arrived);
        cabinet.put("INBOX", new Mail(word, false, false));
        return word;
    }

    private static String letter(String word) {
        return Mails.plain("About " + word, "The text of " + word + ", quite short.");
    }

    @Test
    void everythingIsWhereItShouldBeAfterEachStep() {
        List<IntFunction<Set<String>>> day = List.of(
                this::mailArrives,
                this::list,
                this::read,
                this::markAsRead,
                this::star,
                this::search,
                this::file,
                this::programReads,
                this::list,
                this::delete,
                this::answer,
                this::mailArrives,
                this::countFolders,
                this::searchWords,
                this::programFiles,
                this::readOlder,
                this::fileMany,
                this::saveDraft,
                this::programDeletes,
                this::deleteForGood);
        try (var program = new IdlingClient(mail.open(ada))) {
            for (int step = 1; step <= STEPS; step++) {
                if (DROPS.contains(step)) {
                    wire.cut();
                }
                Set<String> touched = day.get((step - 1) % day.size()).apply(step);
                checkState("after step " + step, touched);
            }
            assertEquals(cabinet.total("INBOX"), program.count(), "what the person's own program has counted");
        }
    }

    // What others do.

    private Set<String> mailArrives(int step) {
        Set<String> words = new HashSet<>();
        for (int i = 0; i < 1 + step % 3; i++) {
            String word = nextWord();
            world.append("INBOX", "", letter(word));
            words.add(word);
        }
        return words;
    }

    private Set<String> programReads(int step) {
        String word = cabinet.page("INBOX", 1, 50).get(random.nextInt(50));
        world.command("SELECT INBOX");
        world.command("UID STORE " + uidBySecondEyes("INBOX", word) + " +FLAGS (\\Seen)");
        cabinet.mark("INBOX", cabinet.mail("INBOX", word).seen(true));
        return Set.of(word);
    }

    private Set<String> programFiles(int step) {
        String word = cabinet.page("INBOX", 1, 50).get(random.nextInt(50));
        long uid = uidBySecondEyes("INBOX", word);
        world.command("UID MOVE " + uid + " Projects");
        cabinet.move("INBOX", word, "Projects");
        return Set.of(word);
    }

    private Set<String> programDeletes(int step) {
        String word = cabinet.page("INBOX", 1, 50).get(random.nextInt(50));
        long uid = uidBySecondEyes("INBOX", word);
        world.command("UID STORE " + uid + " +FLAGS (\\Deleted)");
        world.command("UID EXPUNGE " + uid);
        cabinet.take("INBOX", word);
        return Set.of(word);
    }

    // What the assistant does.

    private Set<String> list(int step) {
        int page = 1 + step % 4;
        JsonNode listed = mcp.call("list_mail_messages", Map.of("folder", "INBOX", "page", page, "per_page", 20));

        assertEquals(cabinet.page("INBOX", page, 20), words(listed.required("messages")), "page " + page);
        assertEquals(cabinet.total("INBOX"), listed.required("total").asLong());
        return Set.of();
    }

    private Set<String> read(int step) {
        return read(newest().get(random.nextInt(20)));
    }

    private Set<String> readOlder(int step) {
        String word =
                cabinet.page("INBOX", 1 + random.nextInt(MESSAGES / 40), 20).getFirst();
        return read(found("INBOX", word));
    }

    private Set<String> read(Row row) {
        JsonNode message = mcp.call(
                "get_mail_message", Map.of("folder", "INBOX", "uid", row.uid(), "uidvalidity", row.uidvalidity()));

        assertTrue(message.toString().contains("The text of " + row.word() + ", quite short."), message::toString);
        assertEquals(
                cabinet.mail("INBOX", row.word()).seen(),
                message.required("flags").toString().contains("Seen"));
        return Set.of(row.word());
    }

    private Set<String> markAsRead(int step) {
        Row row = newest().get(random.nextInt(20));
        change("update_mail_message_flags", row, Map.of("add", List.of("\\Seen")));
        cabinet.mark("INBOX", cabinet.mail("INBOX", row.word()).seen(true));
        return Set.of(row.word());
    }

    private Set<String> star(int step) {
        Row row = newest().get(random.nextInt(20));
        boolean starred = cabinet.mail("INBOX", row.word()).flagged();
        change("update_mail_message_flags", row, Map.of(starred ? "remove" : "add", List.of("flagged")));
        cabinet.mark("INBOX", cabinet.mail("INBOX", row.word()).flagged(!starred));
        return Set.of(row.word());
    }

    private Set<String> search(int step) {
        String word =
                cabinet.page("INBOX", 1 + random.nextInt(MESSAGES / 40), 20).getLast();
        Row row = found("INBOX", word);
        assertEquals(uidBySecondEyes("INBOX", word), row.uid());
        return Set.of(word);
    }

    private Set<String> searchWords(int step) {
        JsonNode starred =
                mcp.call("search_mail_messages", Map.of("folder", "INBOX", "query", "is:starred subject:about"));
        JsonNode read = mcp.call("search_mail_messages", Map.of("folder", "INBOX", "query", "SEEN"));

        assertEquals(cabinet.flagged("INBOX"), starred.required("count").asLong());
        assertEquals(
                cabinet.total("INBOX") - cabinet.unread("INBOX"),
                read.required("count").asLong());
        return Set.of();
    }

    private Set<String> file(int step) {
        Row row = newest().get(random.nextInt(20));
        change("move_mail_message", row, Map.of("destination", "Archive"));
        cabinet.move("INBOX", row.word(), "Archive");
        return Set.of(row.word());
    }

    private Set<String> fileMany(int step) {
        List<Row> rows = newest().subList(3, 8);
        mcp.call(
                "move_mail_message",
                Map.of(
                        "folder",
                        "INBOX",
                        "uids",
                        rows.stream().map(Row::uid).toList(),
                        "uidvalidity",
                        rows.getFirst().uidvalidity(),
                        "destination",
                        "Projects"));
        Set<String> words = new HashSet<>();
        // In the order of their UIDs, which is the order in which they came.
        for (Row row : rows.reversed()) {
            cabinet.move("INBOX", row.word(), "Projects");
            words.add(row.word());
        }
        return words;
    }

    private Set<String> delete(int step) {
        Row row = newest().get(random.nextInt(20));
        change("delete_mail_message", row, Map.of());
        cabinet.move("INBOX", row.word(), "Trash");
        return Set.of(row.word());
    }

    private Set<String> deleteForGood(int step) {
        Row row = newest().get(random.nextInt(20));
        change("delete_mail_message", row, Map.of("permanent", true));
        cabinet.take("INBOX", row.word());
        return Set.of(row.word());
    }

    private Set<String> answer(int step) {
        Row row = newest().get(random.nextInt(20));
        String word = "reply%03d".formatted(++replies);
        JsonNode sent = mcp.call(
                "send_mail_message",
                Map.of(
                        "to",
                        grace.email(),
                        "subject",
                        "Re: about " + word,
                        "text_body",
                        "An answer to " + row.word(),
                        "in_reply_to_uid",
                        row.uid(),
                        "in_reply_to_folder",
                        "INBOX"));

        assertEquals("sent", sent.required("status").asText());
        cabinet.put("Sent", new Mail(word, true, false));
        long copy = uidBySecondEyes("Sent", word);
        String source = world.source(copy);
        assertTrue(source.contains("In-Reply-To: <"), source);
        try (SecondEyes hers = mail.open(grace)) {
            assertEquals(1, hers.search("INBOX", "SUBJECT " + word).size(), "it has arrived, once");
        }
        return Set.of(word);
    }

    private Set<String> saveDraft(int step) {
        String word = "draft%03d".formatted(step);
        mcp.call(
                "create_draft_mail_message",
                Map.of("to", grace.email(), "subject", "About " + word, "text_body", "To be finished."));
        cabinet.put("Drafts", new Mail(word, true, false));
        return Set.of(word);
    }

    private Set<String> countFolders(int step) {
        JsonNode folders = mcp.call("list_mailboxes", Map.of()).required("mailboxes");
        for (JsonNode folder : folders) {
            String name = folder.required("name").asText();
            if (cabinet.names().contains(name)) {
                assertEquals(cabinet.total(name), folder.required("total").asLong(), name);
                assertEquals(cabinet.unread(name), folder.required("unread").asLong(), name);
            }
        }
        return Set.of();
    }

    private void change(String tool, Row row, Map<String, ?> arguments) {
        Map<String, Object> all = new java.util.TreeMap<>(arguments);
        all.put("folder", "INBOX");
        all.put("uid", row.uid());
        all.put("uidvalidity", row.uidvalidity());
        mcp.call(tool, all);
    }

    /** A message as the assistant was told of it. */
    private record Row(String word, long uid, long uidvalidity) {}

    private List<Row> newest() {
        JsonNode listed = mcp.call("list_mail_messages", Map.of("folder", "INBOX"));
        List<Row> rows = rows(listed, listed.required("uidvalidity").asLong());
        assertEquals(cabinet.page("INBOX", 1, 20), rows.stream().map(Row::word).toList());
        return rows;
    }

    private Row found(String folder, String word) {
        JsonNode found =
                mcp.call("search_mail_messages", Map.of("folder", folder, "query", "SUBJECT \"" + word + "\""));
        assertEquals(1, found.required("count").asLong(), word);
        return rows(found, found.required("uidvalidity").asLong()).getFirst();
    }

    private static List<Row> rows(JsonNode answer, long validity) {
        List<Row> rows = new ArrayList<>();
        for (JsonNode message : answer.required("messages")) {
            rows.add(new Row(word(message), message.required("uid").asLong(), validity));
        }
        return rows;
    }

    private static List<String> words(JsonNode messages) {
        return StreamSupport.stream(messages.spliterator(), false)
                .map(WorkingDayIT::word)
                .toList();
    }

    private static String word(JsonNode message) {
        String subject = message.required("subject").asText();
        return subject.substring(subject.lastIndexOf(' ') + 1);
    }

    // What is really there.

    private void checkState(String when, Set<String> touched) {
        world.command("NOOP"); // Dovecot counts the folder that is open as it was last told.
        for (String folder : cabinet.names()) {
            String status = world.command("STATUS " + folder + " (MESSAGES UNSEEN)");
            assertEquals(cabinet.total(folder), number("MESSAGES", status), when + ": messages in " + folder);
            assertEquals(cabinet.unread(folder), number("UNSEEN", status), when + ": unread in " + folder);
        }
        for (String word : touched) {
            String folder = cabinet.where(word);
            if (folder.equals("nowhere")) {
                assertEquals(List.of(), world.search("INBOX", "SUBJECT " + word), when);
                continue;
            }
            List<String> flags = world.flags(uidBySecondEyes(folder, word));
            assertEquals(cabinet.mail(folder, word).seen(), flags.contains("\\Seen"), when + ": " + word);
            assertEquals(cabinet.mail(folder, word).flagged(), flags.contains("\\Flagged"), when + ": " + word);
            assertFalse(flags.contains("\\Deleted"), when + ": " + word);
        }
    }

    private long uidBySecondEyes(String folder, String word) {
        List<Long> uids = world.search(folder, "SUBJECT " + word);
        assertEquals(1, uids.size(), word + " in " + folder);
        return uids.getFirst();
    }

    private static long number(String item, String status) {
        Matcher found = Pattern.compile(item + " (\\d+)").matcher(status);
        assertTrue(found.find(), status);
        return Long.parseLong(found.group(1));
    }
}
