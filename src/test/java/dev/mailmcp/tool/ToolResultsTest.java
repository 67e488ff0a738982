package dev.mailmcp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.mailmcp.mcp.McpBench;
import dev.mailmcp.mcp.Reply;
import dev.mailmcp.testing.Golden;
import dev.mailmcp.testing.Mails;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One result of each tool as it stands on the wire, and its promise kept: it conforms to the tool's output schema. */
class ToolResultsTest {
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    list_mailboxes            | list_mailboxes            | {}
                    list_mailboxes-uncounted  | list_mailboxes            | {"counts":false}
                    list_mail_messages        | list_mail_messages        | {"folder":"INBOX","per_page":2}
                    list_mail_messages-beyond | list_mail_messages        | {"folder":"INBOX","page":9}
                    list_mail_messages-previews | list_mail_messages      | {"folder":"INBOX","per_page":2,"previews":true}
                    get_mail_message          | get_mail_message          | {"folder":"INBOX","uid":2}
                    get_mail_message-html     | get_mail_message          | {"folder":"INBOX","uid":2,"format":"html"}
                    get_mail_message-excerpt  | get_mail_message          | {"folder":"INBOX","uid":3,"max_chars":100}
                    get_mail_message-metadata | get_mail_message          | {"folder":"INBOX","uid":2,"attachments":"metadata"}
                    search_mail_messages      | search_mail_messages      | {"folder":"INBOX","query":"UNSEEN","limit":1}
                    send_mail_message         | send_mail_message         | {"to":"Bob <bob@example.org>, nobody@example.org","subject":"Hi","text_body":"x"}
                    create_draft_mail_message | create_draft_mail_message | {"to":"bob@example.org","subject":"Hi","text_body":"x"}
                    delete_mail_message       | delete_mail_message       | {"folder":"INBOX","uid":1}
                    delete_mail_message-good  | delete_mail_message       | {"folder":"INBOX","uid":1,"permanent":true}
                    move_mail_message         | move_mail_message         | {"folder":"INBOX","uid":1,"destination":"Größe/2026"}
                    update_mail_message_flags | update_mail_message_flags | {"folder":"INBOX","uid":1,"add":["Seen","$Work"]}
                    """)
    void resultIsAsPublishedAndConforms(String golden, String tool, String arguments) {
        ToolBench bench = ToolBench.ordinary();
        bench.deliver("Plain");
        bench.inbox.deliver(
                Mails.envelope("HTML with a file"),
                Optional.empty(),
                Optional.of("<p>Hello</p>"),
                List.of(Mails.pdf("2")));
        bench.inbox.deliver(Mails.envelope("Long"), Optional.of("0123456789".repeat(30)), Optional.empty(), List.of());

        JsonNode result = bench.call(tool, arguments);

        Golden.check("tools/" + golden + ".json", result.toPrettyString() + "\n");
        assertEquals(Set.of(), SCHEMAS.getSchema(outputSchema(bench, tool)).validate(result));
        assertEquals(List.of(), unlike(outputSchema(bench, tool), result), "every field and no other, at any depth");
    }

    /** A model that is cut off within an emoji sends half of one; JSON can escape that, UTF-8 cannot hold it. */
    @Test
    void halfACharacterInWhatIsEchoedSpoilsNoResult() {
        ToolBench bench = ToolBench.ordinary();

        JsonNode result =
                bench.call("search_mail_messages", "{\"folder\":\"INBOX\",\"query\":\"SUBJECT \\\"so \\ud83d\\\"\"}");

        assertEquals("SUBJECT \"so \uFFFD\"", result.path("query").textValue());
    }

    /**
     * The objects, at any depth, that have other fields than their schema names, or in another order. A preview is there where it
     * is wanted and to be had.
     */
    private static List<String> unlike(JsonNode schema, JsonNode value) {
        List<String> found = new ArrayList<>();
        if (value.isObject()) {
            JsonNode properties = schema.path("properties");
            List<String> promised = names(properties).stream()
                    .filter(name -> value.has(name) || !name.equals("preview"))
                    .toList();
            if (!promised.equals(names(value))) {
                found.add(names(value) + " for " + promised);
            }
            value.properties()
                    .forEach(field -> found.addAll(unlike(properties.path(field.getKey()), field.getValue())));
        } else if (value.isArray()) {
            value.forEach(item -> found.addAll(unlike(schema.path("items"), item)));
        }
        return found;
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static JsonNode outputSchema(ToolBench bench, String tool) {
        Reply reply = bench.protocol.send(
                Map.of(), McpBench.legacyBody("tools/list", "{}").getBytes(StandardCharsets.UTF_8));
        for (JsonNode listed :
                McpBench.tree(((Reply.Json) reply).body()).path("result").path("tools")) {
            if (listed.path("name").textValue().equals(tool)) {
                return listed.path("outputSchema");
            }
        }
        throw new AssertionError("no tool " + tool);
    }
}
