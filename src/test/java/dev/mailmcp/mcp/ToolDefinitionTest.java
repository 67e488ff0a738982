package dev.mailmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.value.InvalidValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolDefinitionTest {
    @Test
    void rulesStandBesideTheParameters() {
        JsonNode reference = Json.object().put("$ref", "#/$defs/place");
        JsonNode rules = McpBench.tree("""
                {"$defs": {"place": {"type": "object"}}, "anyOf": [{"required": ["to"]}, {"required": ["from"]}]}""".getBytes(StandardCharsets.UTF_8));
        var definition = new ToolDefinition(
                        "travel",
                        "Travel",
                        "Goes.",
                        "toy:use",
                        new Hints(true, false, true, false),
                        List.of(
                                Parameter.described("to", reference.deepCopy()).optional(),
                                Parameter.described("from", reference.deepCopy())
                                        .optional()))
                .with(rules.deepCopy());

        JsonNode schema = definition.toJson().path("inputSchema");

        assertEquals("object", schema.path("type").asText());
        assertEquals(reference, schema.at("/properties/to"));
        assertEquals(rules.path("$defs"), schema.path("$defs"));
        assertEquals(rules.path("anyOf"), schema.path("anyOf"));
        assertEquals(false, schema.path("additionalProperties").asBoolean(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "two words",
                "dotted.name",
                "a2345678901234567890123456789012345678901234567890123456789012345"
            })
    void nameThatSomeHostWouldRefuseIsNone(String name) {
        assertThrows(
                InvalidValue.class,
                () -> new ToolDefinition(
                        name, "Title", "Does.", "toy:use", new Hints(true, false, true, false), List.of()));
    }
}
