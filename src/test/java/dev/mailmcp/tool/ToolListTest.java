package dev.mailmcp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.mcp.McpBench;
import dev.mailmcp.mcp.Reply;
import dev.mailmcp.testing.Golden;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The list of tools is our public interface, and every conversation pays for its length. */
class ToolListTest {
    private static JsonNode tools() {
        return tools(new ToolBench().protocol);
    }

    private static JsonNode tools(McpBench protocol) {
        Reply reply = protocol.send(
                Map.of(), McpBench.legacyBody("tools/list", "{}").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return McpBench.tree(((Reply.Json) reply).body()).path("result").path("tools");
    }

    private static List<String> names(JsonNode tools) {
        return StreamSupport.stream(tools.spliterator(), false)
                .map(tool -> tool.path("name").textValue())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "mail:read, 'get_mail_message, list_mail_messages, list_mailboxes, search_mail_messages'",
        "mail:organize, 'move_mail_message, update_mail_message_flags'",
        "mail:draft, create_draft_mail_message",
        "mail:send, send_mail_message",
        "mail:delete, delete_mail_message"
    })
    void scopeOpensWhatItsNameSaysAndNoMore(String scope, String tools) {
        McpBench caller = new ToolBench().protocolFor(Set.of(scope));

        assertEquals(tools, String.join(", ", names(tools(caller))));
    }

    @Test
    void listIsAsPublished() {
        Golden.check("mcp/tools-list.json", tools().toPrettyString() + "\n");
    }

    @Test
    void listStaysWellBelowSixThousandTokens() {
        // JSON of this kind takes about one token for 3.5 characters; 3 leaves some room.
        assertTrue(
                tools().toString().length() < 6000 * 3,
                () -> "characters: " + tools().toString().length());
    }

    @Test
    void namesAreTheNineOfOldInTheirOrder() {
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
                names(tools()));
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
