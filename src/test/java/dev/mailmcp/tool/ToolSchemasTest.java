package dev.mailmcp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import dev.mailmcp.mcp.McpBench;
import dev.mailmcp.mcp.Reply;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP, tools: what the definitions themselves must look like. */
class ToolSchemasTest {
    private static final JsonSchema META = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(SchemaLocation.of(SchemaId.V202012));

    private final JsonNode tools = tools();

    private static JsonNode tools() {
        Reply reply = new ToolBench()
                .protocol.send(Map.of(), McpBench.legacyBody("tools/list", "{}").getBytes(StandardCharsets.UTF_8));
        return McpBench.tree(((Reply.Json) reply).body()).path("result").path("tools");
    }

    @ParameterizedTest
    @ValueSource(strings = {"inputSchema", "outputSchema"})
    void schemasAreOfTheDefaultDialectAndValidInIt(String which) {
        for (JsonNode tool : tools) {
            JsonNode schema = tool.path(which);
            assertEquals(Set.of(), META.validate(schema), tool::toString);
            assertEquals("object", schema.path("type").textValue(), "clients of 2025 take objects alone");
            assertTrue(schema.findValues("$schema").isEmpty(), tool::toString);
        }
    }

    @Test
    void noSchemaRefersElsewhereOrMirrorsArgumentsIntoHeaders() {
        assertTrue(tools.findValues("$ref").isEmpty());
        assertTrue(tools.findValues("x-mcp-header").isEmpty(), "proxies would see parts of mails");
    }

    @Test
    void argumentsThatAreNotNamedAreNotAllowed() {
        for (JsonNode tool : tools) {
            assertEquals(
                    "false",
                    tool.path("inputSchema").path("additionalProperties").toString(),
                    tool::toString);
        }
    }

    @Test
    void namesAreUniqueAndOfTheLettersThatAllClientsTake() {
        var names = new HashSet<String>();
        for (JsonNode tool : tools) {
            String name = tool.path("name").textValue();
            assertTrue(name.matches("[A-Za-z0-9_-]{1,64}"), name);
            assertTrue(names.add(name), name);
        }
    }
}
