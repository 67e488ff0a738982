package dev.mailmcp.blackbox;

import static dev.mailmcp.blackbox.MailLedger.ARCHIVE;
import static dev.mailmcp.blackbox.MailLedger.DRAFTS;
import static dev.mailmcp.blackbox.MailLedger.FOLDERS;
import static dev.mailmcp.blackbox.MailLedger.INBOX;
import static dev.mailmcp.blackbox.MailLedger.NOWHERE;
import static dev.mailmcp.blackbox.MailLedger.SENT;
import static dev.mailmcp.blackbox.MailLedger.TRASH;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.blackbox.MailLedger.Place;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a person has done with their mail, by random calls of all tools. Each answer is held against the ledger: what it says must
 * be true, and what it does not say for certain stays open until somebody looks.
 */
final class Chores {
    /** What the mail server is like just now, and with it what may be asked of an answer. */
    enum Server {
        /** As it should be: no call may fail. */
        WELL,
        /** It breaks down, and may say so; what it says is true. */
        TROUBLED,
        /** As TROUBLED, and its mailboxes bear other UIDVALIDITYs than they have. */
        RENUMBERED,
        /** What it says may be wrong, and so is what we say of it; but no mail is lost, doubled or changed unasked. */
        LYING
    }

    private static final Set<String> RETRYABLE = Set.of("mail_server_unavailable", "timeout", "provider_throttled");
    private static final Set<String> CODES = Set.of(
            "mail_server_unavailable",
            "timeout",
            "provider_throttled",
            "unknown_outcome",
            "refused",
            "stale_reference",
            "message_not_found",
            "folder_not_found",
            "invalid_argument",
            "bad_query",
            "too_large",
            "rejected_sender",
            "rejected_recipient",
            "auth_failed");
    /** So many mails are enough to have some of each kind. */
    private static final int ENOUGH = 24;
    /** No folder here gets so full; only a liar says so. */
    private static final int MOST_PAGES = 50;

    private final Mailroom mail;
    private final Person person;
    private final McpCalls mcp;
    private final MailLedger ledger;
    private final Random random;
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, Integer> answers = new TreeMap<>();
    /** Mails of which nobody knows whether they were sent. */
    private final Set<String> unsure = new HashSet<>();

    private Server server = Server.WELL;
    private int marks;

    /** @param mail where one may look past the product */
    Chores(Mailroom mail, Person person, McpCalls mcp, Random random, MailLedger ledger) {
        this.mail = mail;
        this.person = person;
        this.mcp = mcp;
        this.random = random;
        this.ledger = ledger;
    }

    /** Puts some mails into the mailbox, past the product. */
    void fill(SecondEyes eyes, int mails) {
        for (int i = 0; i < mails; i++) {
            String mark = mark();
            eyes.append(INBOX, "", new MarkedMail(mark).source());
            ledger.expect(mark, Place.of(INBOX));
        }
        look(eyes);
    }

    /** From now on the mail server is like this. */
    void on(Server now) {
        server = now;
    }

    /** What was said that is not so, and what is in the mailbox that should not be. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** How many answers there were, by tool and success or code. */
    Map<String, Integer> answers() {
        return answers;
    }

    /** Looks past the product whether all is in its place; waits a while for what is still being delivered. */
    void look(SecondEyes eyes) {
        List<String> found = ledger.look(eyes);
        for (int tries = 0; !found.isEmpty() && tries < 100; tries++) {
            Product.pause(200);
            found = ledger.look(eyes);
        }
        wrong.addAll(found);
    }

    /** One call of a tool taken at random. */
    void one() {
        boolean full = ledger.known(_ -> true).size() > ENOUGH;
        switch (random.nextInt(full ? 18 : 16)) {
            case 0, 1 -> mailboxes();
            case 2, 3, 4 -> list();
            case 5, 6 -> search();
            case 7, 8, 9 -> read();
            case 10, 11 -> flag();
            case 12, 13 -> move();
            case 14 -> draft();
            case 15 -> send();
            default -> delete(true);
        }
        if (random.nextInt(8) == 0) {
            delete(false);
        }
    }

    private String mark() {
        return "mark-" + person.username().replaceAll("[^a-z0-9]", "") + "-" + ++marks + "-z";
    }

    private boolean truthful() {
        return server != Server.LYING;
    }

    private void expect(boolean holds, String what, McpCalls.Result result) {
        if (!holds && truthful()) {
            String said = result.text();
            wrong.add(person.fullName() + ": " + what + ": " + said.substring(0, Math.min(600, said.length())));
        }
    }

    /** A call, and the code of its error; empty when it succeeded. */
    private record Answer(McpCalls.Result result, String code) {
        boolean ok() {
            return code.isEmpty();
        }

        JsonNode json() {
            return result.structured();
        }
    }

    private Answer call(String tool, Map<String, ?> arguments) {
        McpCalls.Result result = mcp.result(tool, arguments);
        String code = "";
        if (result.isError()) {
            JsonNode error = Json.parse(result.text());
            code = error.required("error").asText();
            boolean wellFormed = CODES.contains(code)
                    && !error.required("message").asText().isEmpty()
                    && error.required("retryable").asBoolean() == RETRYABLE.contains(code);
            if (!wellFormed) {
                wrong.add(tool + " " + arguments + " fails in a way that is none: " + result.text());
            }
            boolean honest =
                    switch (server) {
                        case WELL -> false;
                        case TROUBLED ->
                            RETRYABLE.contains(code)
                                    || Set.of("unknown_outcome", "refused", "bad_query")
                                            .contains(code);
                        case RENUMBERED -> code.equals("stale_reference");
                        case LYING -> true;
                    };
            expect(honest, tool + " " + arguments + " fails", result);
        }
        answers.merge(tool + " " + (code.isEmpty() ? "ok" : code), 1, Integer::sum);
        return new Answer(result, code);
    }

    private String folder() {
        return random.nextBoolean() ? INBOX : FOLDERS.get(random.nextInt(FOLDERS.size()));
    }

    private void mailboxes() {
        boolean counts = random.nextBoolean();
        Answer answer = call("list_mailboxes", Map.of("counts", counts));
        if (!answer.ok()) {
            return;
        }
        List<String> names = new ArrayList<>();
        for (JsonNode mailbox : answer.json().required("mailboxes")) {
            String name = mailbox.required("name").asText();
            names.add(name);
            if (counts && FOLDERS.contains(name) && mailbox.required("total").isNumber()) {
                counted(answer, name, mailbox.required("total").asLong());
            }
        }
        expect(names.containsAll(FOLDERS), "a folder is missing", answer.result());
    }

    /** Dovecot may answer STATUS out of an index that is behind; what it tells everybody else is no wrong answer of ours. */
    private void counted(Answer answer, String folder, long said) {
        if (!isPossible(folder, said) && truthful()) {
            try (SecondEyes eyes = mail.open(person)) {
                if (eyes.command("STATUS " + SecondEyes.quote(folder) + " (MESSAGES)")
                        .contains("(MESSAGES " + said + ")")) {
                    return;
                }
            }
        }
        total(answer, folder, said);
    }

    private boolean isPossible(String folder, long total) {
        return total >= ledger.surelyIn(folder, _ -> true).size() && total <= ledger.mostIn(folder);
    }

    private void total(Answer answer, String folder, long said) {
        expect(
                isPossible(folder, said),
                "there are not " + said + " mails in " + folder + " but "
                        + ledger.surelyIn(folder, _ -> true).size() + " to " + ledger.mostIn(folder),
                answer.result());
    }

    private void list() {
        String folder = folder();
        int page = 1 + random.nextInt(3);
        int perPage = 1 + random.nextInt(10);
        if (random.nextBoolean()) {
            listAll(folder);
            return;
        }
        Answer answer = call("list_mail_messages", Map.of("folder", folder, "page", page, "per_page", perPage));
        if (!answer.ok()) {
            return;
        }
        List<String> keys = listed(answer, folder);
        List<String> surely = ledger.surelyIn(folder, _ -> true);
        if (surely.size() == ledger.mostIn(folder) && surely.stream().allMatch(ledger::isKnown)) {
            List<String> expected = surely.stream()
                    .sorted((a, b) -> Long.compare(ledger.uid(b), ledger.uid(a)))
                    .skip((page - 1L) * perPage)
                    .limit(perPage)
                    .toList();
            expect(keys.equals(expected), "page " + page + " of " + folder + " is " + expected, answer.result());
        }
    }

    /** Page by page, as far as the server holds out. */
    private void listAll(String folder) {
        Set<String> keys = new HashSet<>();
        for (int page = 1; ; page++) {
            Answer answer = call("list_mail_messages", Map.of("folder", folder, "page", page, "per_page", 100));
            if (!answer.ok()) {
                return;
            }
            together(keys, listed(answer, folder), answer);
            if (page == MOST_PAGES
                    || page * 100L >= answer.json().required("total").asLong()) {
                expect(
                        keys.containsAll(ledger.surelyIn(folder, _ -> true)),
                        "a mail is missing in " + folder,
                        answer.result());
                return;
            }
        }
    }

    private List<String> listed(Answer answer, String folder) {
        total(answer, folder, answer.json().required("total").asLong());
        validity(answer, folder);
        return rows(answer, folder, _ -> true);
    }

    private void together(Set<String> keys, List<String> more, Answer answer) {
        expect(keys.addAll(more) || more.isEmpty(), "a page that stood before", answer.result());
    }

    private void validity(Answer answer, String folder) {
        if (server != Server.RENUMBERED) {
            expect(
                    answer.json().required("uidvalidity").asLong() == ledger.validity(folder),
                    "the uidvalidity of " + folder + " is " + ledger.validity(folder),
                    answer.result());
        }
    }

    /** Each row is a mail that may be there, as it is said to be. */
    private List<String> rows(Answer answer, String folder, Predicate<Set<String>> condition) {
        List<String> keys = new ArrayList<>();
        for (JsonNode row : answer.json().required("messages")) {
            String key = MailLedger.key(folder, row.required("subject").asText());
            Set<String> flags = flags(row.required("flags"));
            expect(
                    !keys.contains(key) && ledger.mayBeIn(folder, key, may -> may.equals(flags) && condition.test(may)),
                    key + " with " + flags + " is not in " + folder + " but " + ledger.places(key),
                    answer.result());
            expect(
                    !ledger.isKnown(key)
                            || ledger.uid(key) == row.required("uid").asLong(),
                    key + " has the uid " + ledger.uid(key),
                    answer.result());
            keys.add(key);
        }
        return keys;
    }

    private static Set<String> flags(JsonNode flags) {
        List<String> words = new ArrayList<>();
        flags.forEach(flag -> words.add(flag.asText()));
        return MailLedger.flags(words);
    }

    private void search() {
        String folder = folder();
        switch (random.nextInt(4)) {
            case 0 -> search(folder, "ALL", _ -> true);
            case 1 -> search(folder, "FLAGGED", flags -> flags.contains("\\Flagged"));
            case 2 -> search(folder, "UNSEEN", flags -> !flags.contains("\\Seen"));
            default -> search(folder, "SUBJECT \"mark-\"", _ -> true);
        }
    }

    private void search(String folder, String query, Predicate<Set<String>> condition) {
        Set<String> keys = new HashSet<>();
        Map<String, Object> arguments = new TreeMap<>(Map.of("folder", folder, "query", query, "limit", 100));
        boolean more = true;
        for (int page = 1; more && page <= MOST_PAGES; page++) {
            Answer answer = call("search_mail_messages", arguments);
            if (!answer.ok()) {
                return;
            }
            validity(answer, folder);
            together(keys, rows(answer, folder, condition), answer);
            String next = answer.json().path("next_cursor").asText("");
            more = !next.isEmpty();
            arguments.put("cursor", next);
            expect(
                    more || keys.containsAll(ledger.surelyIn(folder, condition)),
                    "a mail is missing: " + query + " in " + folder,
                    answer.result());
        }
    }

    /** Picks one that nobody has touched since the last look. */
    private List<String> some(Predicate<String> folder) {
        List<String> known = ledger.known(folder);
        return known.isEmpty() ? known : List.of(known.get(random.nextInt(known.size())));
    }

    /** With the UIDVALIDITY, as a careful client has it, or without. */
    private Map<String, Object> named(String key, Map<String, ?> more) {
        Map<String, Object> arguments = new TreeMap<>(more);
        String folder = ledger.place(key).folder();
        arguments.put("folder", folder);
        arguments.put("uid", ledger.uid(key));
        if (random.nextBoolean()) {
            arguments.put("uidvalidity", ledger.validity(folder));
        }
        return arguments;
    }

    private void read() {
        for (String key : some(_ -> true)) {
            boolean metadata = random.nextInt(3) == 0;
            Answer answer = call(
                    "get_mail_message",
                    named(key, Map.of("max_chars", 200_000, "attachments", metadata ? "metadata" : "url")));
            if (answer.ok()) {
                isRead(key, answer, metadata);
            }
        }
    }

    private void isRead(String key, Answer answer, boolean metadata) {
        var mail = new MarkedMail(key.replace("@Sent", ""));
        JsonNode json = answer.json();
        String text = json.required("text_body").asText("");
        // A text that the server did not give is missing, and that is said; what there is of it is true.
        boolean unread = server != Server.WELL && json.required("warnings").size() > 0;
        String whole = squeezed(mail.text());
        expect(
                json.required("subject").asText().equals(mail.mark())
                        && (unread ? whole.startsWith(squeezed(text)) : whole.equals(squeezed(text)))
                        && flags(json.required("flags"))
                                .equals(ledger.place(key).flags()),
                key + " reads otherwise, " + text.length() + " characters",
                answer.result());
        boolean itself = !key.endsWith("@Sent") && json.required("attachments").size() > 0;
        if (metadata || !itself || !truthful()) {
            return;
        }
        JsonNode url = json.required("attachments").get(0).required("url");
        if (url.isTextual()) {
            byte[] got = Product.download(URI.create(url.asText()));
            expect(Arrays.equals(got, mail.attachment()), "the attachment of " + key + " is another", answer.result());
        } else {
            expect(server != Server.WELL, "no url", answer.result());
        }
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private void flag() {
        for (String key : some(_ -> true)) {
            Place before = ledger.place(key);
            List<String> add = List.of(random.nextBoolean() ? "\\Flagged" : "\\Seen");
            List<String> remove =
                    random.nextBoolean() ? List.of() : List.of(add.contains("\\Seen") ? "\\Flagged" : "\\Seen");
            Place after = before.with(add, remove);
            long uid = ledger.uid(key);
            Answer answer = call("update_mail_message_flags", named(key, Map.of("add", add, "remove", remove)));
            // Two commands for the server: one may be done and the other not.
            ledger.expect(
                    key, among(answer, before, after, before.with(add, List.of()), before.with(List.of(), remove)));
            if (answer.ok()) {
                JsonNode updated = answer.json().required("updated").path(0);
                expect(
                        updated.path("uid").asLong() == uid
                                && flags(updated.path("flags")).equals(after.flags()),
                        key + " has " + after,
                        answer.result());
            }
        }
    }

    /** Where it is after a change: said for certain, or open among before, after and these. */
    private Place[] among(Answer answer, Place before, Place after, Place... others) {
        if (answer.ok() && truthful()) {
            return new Place[] {after};
        }
        Set<Place> all = new HashSet<>(List.of(others));
        all.add(before);
        all.add(after);
        return all.toArray(Place[]::new);
    }

    /** As {@link #among}; only when the answer is that nobody knows may it have happened after all. */
    private Place[] strictly(Answer answer, Place before, Place after) {
        boolean open = answer.code().equals("unknown_outcome") || !truthful();
        return answer.ok() || open ? among(answer, before, after) : new Place[] {before};
    }

    private void move() {
        for (String key : some(folder -> folder.equals(INBOX) || folder.equals(ARCHIVE))) {
            Place before = ledger.place(key);
            String to = before.folder().equals(INBOX) ? ARCHIVE : INBOX;
            Answer answer = call("move_mail_message", named(key, Map.of("destination", to)));
            ledger.expect(key, strictly(answer, before, new Place(to, before.flags())));
        }
    }

    private void delete(boolean permanently) {
        for (String key : some(folder -> permanently != (folder.equals(INBOX) || folder.equals(ARCHIVE)))) {
            Place before = ledger.place(key);
            Answer answer = call("delete_mail_message", named(key, Map.of("permanent", permanently)));
            if (!permanently) {
                ledger.expect(key, strictly(answer, before, new Place(TRASH, before.flags())));
            } else if (answer.ok()) {
                ledger.expect(key, among(answer, before, NOWHERE, before.with(List.of("\\Deleted"), List.of())));
            } else {
                // It is marked first: the mark may stay.
                List<Place> places = new ArrayList<>(List.of(strictly(answer, before, NOWHERE)));
                places.add(before.with(List.of("\\Deleted"), List.of()));
                ledger.expect(key, places.toArray(Place[]::new));
            }
        }
    }

    private void draft() {
        String mark = mark();
        var mail = new MarkedMail(mark);
        Answer answer = call(
                "create_draft_mail_message",
                Map.of("to", "bob@example.org", "subject", mark, "text_body", mail.text()));
        ledger.expect(mark, strictly(answer, NOWHERE, Place.of(DRAFTS, "\\Draft", "\\Seen")));
    }

    /** Sends a mail to themselves. */
    void send() {
        String mark = mark();
        Answer answer = sent(mark);
        // A server that lies about what it took makes two of one.
        boolean sure = answer.ok() && !answer.json().required("status").asText().equals("unknown");
        if (!sure && truthful()) {
            unsure.add(mark);
        }
    }

    private Answer sent(String mark) {
        var mail = new MarkedMail(mark);
        Answer answer =
                call("send_mail_message", Map.of("to", person.email(), "subject", mark, "text_body", mail.text()));
        String copy = MailLedger.key(SENT, mark);
        Place filed = Place.of(SENT, "\\Seen");
        if (!truthful() || answer.code().equals("unknown_outcome")) {
            ledger.mayArrive(mark);
            ledger.expect(copy, NOWHERE, filed);
        } else if (!answer.ok()) {
            ledger.expect(mark, NOWHERE);
            ledger.expect(copy, NOWHERE);
        } else if (answer.json().required("status").asText().equals("unknown")) {
            expect(server != Server.WELL || unsure.contains(mark), "nobody knows whether it was sent", answer.result());
            ledger.mayArrive(mark);
            ledger.expect(copy, NOWHERE);
        } else {
            ledger.willArrive(mark);
            boolean saved = answer.json().required("sent_copy").asText().equals("saved");
            expect(saved || server != Server.WELL || unsure.contains(mark), "no copy in Sent", answer.result());
            ledger.expect(copy, saved ? new Place[] {filed} : new Place[] {filed, NOWHERE});
        }
        return answer;
    }

    /** Sends again what may not have been sent, as clients do: it arrives once all the same. */
    void sendAgain() {
        List<String> again = List.copyOf(unsure);
        again.forEach(this::sent);
        unsure.clear();
    }

    /** A call that must succeed at once now that the mail server is well. */
    void provesWell() {
        server = Server.WELL;
        list();
    }
}
