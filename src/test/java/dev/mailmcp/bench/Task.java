package dev.mailmcp.bench;

import dev.mailmcp.blackbox.Mails;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.ObjLongConsumer;

/**
 * A tool call, and the same IMAP work by hand on a connection that is logged in and has INBOX selected.
 *
 * @param arguments of the tool; given the UID of a message that is there
 * @param byHand the same work; given the UID of another message that is there
 */
record Task(String tool, LongFunction<Map<String, ?>> arguments, ObjLongConsumer<RawSession> byHand) {
    private static final String SUMMARY = "(UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)";
    private static final byte[] DRAFT =
            Mails.plain("bench", "A draft of the benchmark.").getBytes(StandardCharsets.UTF_8);

    /** Whether it takes a message away, so that each call needs another one. */
    boolean usesUp() {
        return tool.startsWith("move") || tool.startsWith("delete");
    }

    /** @param messages how many INBOX holds */
    static List<Task> all(int messages) {
        List<Task> tasks = new ArrayList<>();
        tasks.add(new Task(
                "list_mailboxes",
                _ -> Map.of(),
                (raw, _) -> raw.command("LIST \"\" \"*\" RETURN (SPECIAL-USE STATUS (MESSAGES UNSEEN))")));
        tasks.add(new Task(
                "list_mail_messages",
                _ -> Map.of("folder", "INBOX"),
                (raw, _) ->
                        raw.pipeline(List.of("NOOP", "FETCH " + (messages - 19) + ":" + messages + " " + SUMMARY))));
        tasks.add(
                new Task(
                        "get_mail_message",
                        uid -> Map.of("folder", "INBOX", "uid", uid),
                        (raw, uid) -> raw.command(
                                "UID FETCH " + uid
                                        + " (UID FLAGS INTERNALDATE ENVELOPE BODYSTRUCTURE BODY.PEEK[HEADER] BODY.PEEK[TEXT]<0.65536>)")));
        tasks.add(new Task(
                "search_mail_messages",
                _ -> Map.of("folder", "INBOX", "query", "SUBJECT \"number 777\""),
                (raw, _) -> raw.command("UID SEARCH SUBJECT \"number 777\"")));
        tasks.add(new Task(
                "update_mail_message_flags",
                uid -> Map.of("folder", "INBOX", "uid", uid, "add", List.of("\\Flagged")),
                (raw, uid) -> raw.command("UID STORE " + uid + " +FLAGS (\\Flagged)")));
        tasks.add(new Task(
                "create_draft_mail_message",
                _ -> Map.of("to", "grace@example.org", "subject", "bench", "text_body", "A draft of the benchmark."),
                (raw, _) -> raw.append("Drafts", "\\Draft \\Seen", DRAFT)));
        // These two use messages up; the caller gives a fresh UID each time.
        tasks.add(new Task(
                "move_mail_message",
                uid -> Map.of("folder", "INBOX", "uid", uid, "destination", "Archive"),
                (raw, uid) -> raw.command("UID MOVE " + uid + " Archive")));
        tasks.add(new Task(
                "delete_mail_message",
                uid -> Map.of("folder", "INBOX", "uid", uid),
                (raw, uid) -> raw.command("UID MOVE " + uid + " Trash")));
        return tasks;
    }
}
