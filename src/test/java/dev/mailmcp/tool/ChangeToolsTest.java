package dev.mailmcp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.Role;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changing several messages, trying a change out, and the words for flags. */
class ChangeToolsTest {
    private final ToolBench bench = ToolBench.ordinary();

    private void deliverFive() {
        IntStream.rangeClosed(1, 5).forEach(n -> bench.deliver("number " + n));
    }

    @Test
    void severalAreMovedAndWhatIsNotThereIsNamed() {
        deliverFive();

        JsonNode result =
                bench.call("move_mail_message", "{\"folder\":\"INBOX\",\"uids\":[4,99,2,4],\"destination\":\"Sent\"}");

        assertEquals(
                "[{\"uid\":4,\"new_uid\":1},{\"uid\":2,\"new_uid\":2}]",
                result.path("moved").toString());
        assertEquals("[99]", result.path("not_found").toString());
        assertEquals(3, bench.inbox.messages.size());
    }

    @Test
    void severalAreDeletedToTrash() {
        deliverFive();

        JsonNode result = bench.call("delete_mail_message", "{\"folder\":\"INBOX\",\"uids\":[1,2,99]}");

        assertEquals("[1,2]", result.path("deleted").toString());
        assertEquals("[99]", result.path("not_found").toString());
        assertEquals("Deleted Items", result.path("to").textValue());
        assertEquals(3, bench.inbox.messages.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete_mail_message", "move_mail_message", "update_mail_message_flags"})
    void uidOrUidsAndNotBoth(String tool) {
        deliverFive();
        String rest = ",\"folder\":\"INBOX\""
                + switch (tool) {
                    case "move_mail_message" -> ",\"destination\":\"Sent\"}";
                    case "update_mail_message_flags" -> ",\"add\":[\"read\"]}";
                    default -> "}";
                };

        assertEquals(
                "uid and uids are both given",
                bench.fail(tool, "{\"uid\":1,\"uids\":[2]" + rest)
                        .path("message")
                        .textValue());
        assertEquals(
                "neither uid nor uids is given",
                bench.fail(tool, "{\"dry_run\":true" + rest).path("message").textValue());
        String many = IntStream.rangeClosed(1, 101).mapToObj(String::valueOf).collect(Collectors.joining(","));
        assertTrue(bench.fail(tool, "{\"uids\":[" + many + "]" + rest)
                .path("message")
                .textValue()
                .startsWith("uids must be a list of 1 to 100 whole numbers"));
        assertEquals(
                "stale_reference",
                bench.fail(tool, "{\"uids\":[1],\"uidvalidity\":5" + rest)
                        .path("error")
                        .textValue());
        assertEquals(
                "message_not_found",
                bench.fail(tool, "{\"uids\":[98,99]" + rest).path("error").textValue());
        assertEquals(5, bench.inbox.messages.size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    delete_mail_message       | "x":0                                  | "deleted":[2,1]
                    delete_mail_message       | "permanent":true                       | "deleted":[2,1]
                    move_mail_message         | "destination":"Sent"                   | "moved":[{"uid":2,"new_uid":null},{"uid":1,"new_uid":null}]
                    move_mail_message         | "destination":"Neu","create":true      | "to":"Neu","created":true
                    update_mail_message_flags | "add":["starred"],"remove":["unread"]  | "updated":[{"uid":2,"flags":["\\\\Flagged","\\\\Seen"]}
                    """)
    void dryRunTellsWhatWouldHappenAndChangesNothing(String tool, String arguments, String told) {
        deliverFive();

        JsonNode result = bench.call(
                tool,
                ("{\"folder\":\"INBOX\",\"uids\":[1,2,99],\"dry_run\":true," + arguments + "}")
                        .replace(",\"x\":0", ""));

        assertTrue(result.toString().contains(told), result::toString);
        assertTrue(result.path("dry_run").booleanValue());
        assertEquals("[99]", result.path("not_found").toString());
        assertEquals(
                "2: number 2 (from Ada Lovelace <ada@example.org>, 2026-11-20T09:30:00Z)",
                result.path("preview").path(0).textValue());
        assertEquals(5, bench.inbox.messages.size());
        assertTrue(bench.inbox.messages.values().stream()
                .allMatch(message -> message.summary().flags().isEmpty()));
        assertEquals(5, bench.session.folders.size());
    }

    @Test
    void destinationIsMadeOnlyWhenAskedForAndOnlyForMessagesThatAreThere() {
        deliverFive();
        String call = "{\"folder\":\"INBOX\",\"uid\":1,\"destination\":\"Neu\"";

        assertEquals(
                "folder_not_found",
                bench.fail("move_mail_message", call + "}").path("error").textValue());
        assertEquals(
                "message_not_found",
                bench.fail("move_mail_message", call.replace("1", "9") + ",\"create\":true}")
                        .path("error")
                        .textValue());
        assertEquals(5, bench.session.folders.size());
        JsonNode made = bench.call("move_mail_message", call + ",\"create\":true}");
        JsonNode there = bench.call("move_mail_message", call.replace("1", "2") + ",\"create\":true}");

        assertTrue(made.path("created").booleanValue());
        assertTrue(!there.path("created").booleanValue());
        assertEquals(2, bench.session.of(new MailboxName("Neu")).messages.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete_mail_message", "move_mail_message"})
    void originalsThatStayAreTold(String tool) {
        deliverFive();
        bench.session.left = Optional.of("the originals are marked as deleted");

        JsonNode result = bench.call(
                tool,
                "{\"folder\":\"INBOX\",\"uid\":1" + (tool.startsWith("move") ? ",\"destination\":\"Sent\"}" : "}"));

        assertEquals(
                "[\"the originals are marked as deleted\"]",
                result.path("warnings").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "Seen, \\Seen",
        "\\Seen, \\Seen",
        "\\SEEN, \\Seen",
        "read, \\Seen",
        "READ, \\Seen",
        "starred, \\Flagged",
        "star, \\Flagged",
        "flagged, \\Flagged",
        "Answered, \\Answered",
        "replied, \\Answered",
        "draft, \\Draft",
        "Deleted, \\Deleted",
        "$Forwarded, $Forwarded",
        "Unsubscribed, Unsubscribed",
        "unread, -\\Seen",
        "unseen, -\\Seen",
        "Unstarred, -\\Flagged",
        "unflagged, -\\Flagged",
        "unanswered, -\\Answered",
    })
    void flagsHaveManyNames(String word, String meant) {
        bench.deliver("one");
        String both = "{\"folder\":\"INBOX\",\"uid\":1,\"add\":[\"Seen\",\"Flagged\",\"Answered\"]}";
        String opposite = meant.startsWith("-") ? both : both.replace("add", "remove");
        bench.call("update_mail_message_flags", opposite);

        JsonNode result = bench.call(
                "update_mail_message_flags",
                "{\"folder\":\"INBOX\",\"uid\":1,\"add\":[\"" + word.replace("\\", "\\\\") + "\"]}");

        String flags = result.path("updated").path(0).path("flags").toString();
        String flag = "\"" + meant.replace("-", "").replace("\\", "\\\\") + "\"";
        assertEquals(!meant.startsWith("-"), flags.contains(flag), flags);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "add":["read","unread"]
                    "add":["read"],"remove":["Seen"]
                    "add":["unread"],"remove":["unread"]
                    """)
    void contradictionIsRefused(String arguments) {
        bench.deliver("one");

        JsonNode error = bench.fail("update_mail_message_flags", "{\"folder\":\"INBOX\",\"uid\":1," + arguments + "}");

        assertEquals(
                "the same flag is to be set and to be cleared",
                error.path("message").textValue());
    }

    @Test
    void trashIsFoundByItsRoleInAnyLanguage() {
        ToolBench german = new ToolBench();
        german.session.folder("Papierkorb", Role.TRASH);
        german.deliver("one");

        assertEquals(
                "Papierkorb",
                german.call("delete_mail_message", "{\"folder\":\"INBOX\",\"uid\":1}")
                        .path("to")
                        .textValue());
    }
}
