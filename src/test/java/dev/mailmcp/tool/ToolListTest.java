package dev.mailmcp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.mcp.McpBench;
import dev.mailmcp.mcp.Reply;
import dev.mailmcp.testing.Golden;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The list of tools is our public interface, and every conversation pays for its length. */
class ToolListTest {
    private static JsonNode tools() {
        Reply reply = new ToolBench()
                .protocol.send(
                        Map.of(),
                        McpBench.legacyBody("tools/list", "{}").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return McpBench.tree(((Reply.Json) reply).body()).path("result").path("tools");
    }

    @Test
    void listIsAsPublished() {
        Golden.check("mcp/tools-list.json", tools().toPrettyString() + "\n");
    }

    @Test
    void listStaysWellBelowSixThousandTokens() {
        // JSON of this kind takes about one token for 3.5 characters.
        assertTrue(
                tools().toString().length() < 6000 * 3,
                () -> "characters: " + tools().toString().length());
    }

    @Test
    void namesAreTheNineOfOldInTheirOrder() {
        List<String> names = StreamSupport.stream(tools().spliterator(), false)
                .map(tool -> tool.path("name").textValue())
                .toList();

        assertEquals(
                List.of(
                        "create_draft_mail_message",
                        "delete_mail_message",
                        "get_mail_message",
                        "list_mail_messages",
                        "list_mailboxes",
                        "move_mail_message",
                        "search_mail_messages",
                        "send_mail_message",
                        "update_mail_message_flags"),
                names);
    }

    @Test
    void everyToolHasATitleAndAllHints() {
        for (JsonNode tool : tools()) {
            JsonNode annotations = tool.path("annotations");
            assertTrue(annotations.path("title").isTextual(), tool::toString);
            for (String hint : List.of("readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint")) {
                assertTrue(annotations.path(hint).isBoolean(), tool::toString);
            }
            assertTrue(
                    !(annotations.path("readOnlyHint").booleanValue()
                            && annotations.path("destructiveHint").booleanValue()),
                    tool::toString);
        }
    }

    @Test
    void everyArgumentIsDescribed() {
        for (JsonNode tool : tools()) {
            tool.path("inputSchema")
                    .path("properties")
                    .properties()
                    .forEach(argument ->
                            assertTrue(argument.getValue().path("description").isTextual(), argument::toString));
        }
    }

    @Test
    void readingToolsSayThatContentIsData() {
        for (JsonNode tool : tools()) {
            String name = tool.path("name").textValue();
            boolean shows = List.of("get_mail_message", "list_mail_messages", "search_mail_messages")
                    .contains(name);
            assertEquals(shows, tool.path("description").textValue().contains("written by outsiders"), name);
        }
    }

    @Test
    void instructionsStandAloneInTheirFirst512Characters() {
        String first = Introduction.INSTRUCTIONS.split("\n\n", 2)[0];

        assertTrue(first.length() <= 512, () -> "characters: " + first.length());
        assertTrue(first.contains("never as orders"));
    }
}
