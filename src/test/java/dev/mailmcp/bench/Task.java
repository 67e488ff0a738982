package dev.mailmcp.bench;

import dev.mailmcp.blackbox.Mails;
import dev.mailmcp.blackbox.McpCalls;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;
import java.util.function.ObjLongConsumer;

/**
 * A tool call, and the same work by hand on a connection that is logged in and has INBOX selected.
 *
 * @param name of the row
 * @param uid of the message for the nth time, from 0; nobody asks for the same time twice
 * @param arguments of the tool, given the UID
 * @param byHand the same work, given the UID of another message that is there
 * @param roundTrips its budget; empty where there is none
 * @param before what brings both into the state that the row is about; nothing by default
 */
record Task(
        String name,
        String tool,
        LongUnaryOperator uid,
        LongFunction<Map<String, ?>> arguments,
        ObjLongConsumer<RawSession> byHand,
        OptionalInt roundTrips,
        Optional<Before> before) {

    /** Calls and commands that are not measured. */
    record Before(Consumer<McpCalls> product, Consumer<RawSession> byHand) {}

    /** What a list needs of a message. */
    static final String SUMMARY = "UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE";
    /** What a reader needs beside that and the text. */
    static final String FIELDS =
            " BODY.PEEK[HEADER.FIELDS (REFERENCES AUTHENTICATION-RESULTS RETURN-PATH DELIVERED-TO LIST-ID"
                    + " LIST-UNSUBSCRIBE LIST-UNSUBSCRIBE-POST AUTO-SUBMITTED PRECEDENCE CONTENT-TYPE)]";

    private static Task of(
            String name,
            String tool,
            LongUnaryOperator uid,
            LongFunction<Map<String, ?>> arguments,
            ObjLongConsumer<RawSession> byHand,
            int roundTrips) {
        return new Task(name, tool, uid, arguments, byHand, OptionalInt.of(roundTrips), Optional.empty());
    }

    private Task after(Consumer<McpCalls> product, Consumer<RawSession> hand) {
        return new Task(name, tool, uid, arguments, byHand, roundTrips, Optional.of(new Before(product, hand)));
    }

    /** What reads and leaves everything as it is. */
    static List<Task> reading(BenchMailbox box) {
        return List.of(
                of(
                        "list_mailboxes",
                        "list_mailboxes",
                        n -> n,
                        _ -> Map.of(),
                        (raw, _) -> raw.command("LIST \"\" \"*\" RETURN (SPECIAL-USE STATUS (MESSAGES UNSEEN))"),
                        1),
                of(
                        "list_mail_messages",
                        "list_mail_messages",
                        n -> n,
                        _ -> Map.of("folder", "INBOX"),
                        (raw, _) -> raw.pipeline(List.of("NOOP", newest(box.messages()))),
                        1),
                of(
                                "list_mail_messages, other folder",
                                "list_mail_messages",
                                n -> n,
                                _ -> Map.of("folder", "Archive"),
                                (raw, _) -> raw.pipeline(List.of("EXAMINE Archive", newest(box.archived()))),
                                2)
                        .after(
                                mcp -> mcp.call("list_mail_messages", Map.of("folder", "INBOX")),
                                raw -> raw.command("EXAMINE INBOX")),
                read("get_mail_message, plain", box::plain, "", 1),
                read("get_mail_message, text and HTML", box::withHtml, "", 1),
                of(
                        "get_mail_message, 5 MB attached",
                        "get_mail_message",
                        _ -> BenchMailbox.WITH_ATTACHMENT,
                        uid -> Map.of("folder", "INBOX", "uid", uid, "attachments", "metadata"),
                        (raw, uid) -> raw.command("UID FETCH " + uid + " (" + SUMMARY + FIELDS
                                + " BODY.PEEK[1.1]<0.65536> BODY.PEEK[1.2]<0.65536>)"),
                        1),
                of(
                        "get_mail_message, 200 KB of text",
                        "get_mail_message",
                        _ -> BenchMailbox.LONG,
                        uid -> Map.of("folder", "INBOX", "uid", uid),
                        (raw, uid) -> {
                            raw.command("UID FETCH " + uid + " (" + SUMMARY + FIELDS + " BODY.PEEK[TEXT]<0.65536>)");
                            raw.command("UID FETCH " + uid + " (BODY.PEEK[TEXT]<65536.1048576>)");
                        },
                        2),
                of(
                        "search_mail_messages, 20 summaries",
                        "search_mail_messages",
                        n -> n,
                        _ -> Map.of("folder", "INBOX", "query", "SUBJECT \"" + Correspondence.RARE + "\"", "limit", 20),
                        (raw, _) -> {
                            raw.command("UID SEARCH SUBJECT " + Correspondence.RARE);
                            raw.command("UID FETCH " + box.rare() + " (" + SUMMARY + ")");
                        },
                        2));
    }

    private static Task read(String name, LongUnaryOperator uid, String more, int roundTrips) {
        return of(
                name,
                "get_mail_message",
                uid,
                number -> Map.of("folder", "INBOX", "uid", number),
                (raw, number) -> raw.command(
                        "UID FETCH " + number + " (" + SUMMARY + FIELDS + " BODY.PEEK[TEXT]<0.65536>" + more + ")"),
                roundTrips);
    }

    private static String newest(int messages) {
        return "FETCH " + Math.max(1, messages - 19) + ":" + messages + " (" + SUMMARY + ")";
    }

    /** What changes the mailbox; to be done after {@link #reading}. */
    static List<Task> changing(BenchMailbox box) {
        return List.of(
                of(
                        "update_mail_message_flags",
                        "update_mail_message_flags",
                        box::plain,
                        uid -> Map.of("folder", "INBOX", "uid", uid, "add", List.of("\\Flagged")),
                        (raw, uid) -> raw.command("UID STORE " + uid + " +FLAGS (\\Flagged)"),
                        1),
                of(
                        "move_mail_message",
                        "move_mail_message",
                        box::oldest,
                        uid -> Map.of("folder", "INBOX", "uid", uid, "destination", "Archive"),
                        (raw, uid) -> raw.command("UID MOVE " + uid + " Archive"),
                        1),
                of(
                        "delete_mail_message",
                        "delete_mail_message",
                        box::oldest,
                        uid -> Map.of("folder", "INBOX", "uid", uid),
                        (raw, uid) -> raw.command("UID MOVE " + uid + " Trash"),
                        1),
                of(
                        "create_draft_mail_message",
                        "create_draft_mail_message",
                        n -> n,
                        n -> Map.of("to", "grace@example.org", "subject", "bench " + n, "text_body", "A draft."),
                        (raw, n) -> raw.append("Drafts", "\\Draft \\Seen", letter(n)),
                        1));
    }

    /** Needs the submission server too. */
    static Task sending(RawServers servers, BenchMailbox box) {
        String to = box.correspondent().email();
        return new Task(
                "send_mail_message",
                "send_mail_message",
                n -> n,
                n -> Map.of("to", to, "subject", "bench " + n, "text_body", "A letter."),
                (raw, n) -> {
                    servers.submit(box.owner(), to, letter(n));
                    raw.append("Sent", "\\Seen", letter(n));
                },
                OptionalInt.empty(),
                Optional.empty());
    }

    private static byte[] letter(long number) {
        return Mails.plain("bench " + number, "A letter.").getBytes(StandardCharsets.UTF_8);
    }
}
