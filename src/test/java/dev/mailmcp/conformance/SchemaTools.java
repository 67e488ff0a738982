package dev.mailmcp.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailmcp.mcp.Parameter;
import dev.mailmcp.mcp.Tool;
import dev.mailmcp.mcp.ToolDefinition;
import java.util.List;

/** Fixtures whose input schemas say more than ours do. */
final class SchemaTools {
    private static final Parameter<String> REGION =
            Parameter.text("region", "Where to").mirrored("Region");

    private static final List<Parameter<?>> PERSON = List.of(
            Parameter.text("name", "Who it is").optional(),
            Parameter.described("address", Questions.object("{\"$ref\": \"#/$defs/address\"}"))
                    .optional(),
            Parameter.choice("contactMethod", "How to reach them", Way.class).optional(),
            Parameter.text("phone", "A number").optional(),
            Parameter.text("email", "An address").optional());

    private static final ObjectNode RULES = Questions.object("""
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "$defs": {
                "address": {
                  "$anchor": "addressDef",
                  "type": "object",
                  "properties": {"street": {"type": "string"}, "city": {"type": "string"}}
                }
              },
              "allOf": [{"anyOf": [{"required": ["phone"]}, {"required": ["email"]}]}],
              "if": {"properties": {"contactMethod": {"const": "phone"}}, "required": ["contactMethod"]},
              "then": {"required": ["phone"]},
              "else": {"required": ["email"]}
            }""");

    private SchemaTools() {}

    private enum Way {
        PHONE,
        EMAIL
    }

    static List<Tool> all() {
        return List.of(
                new Fixture(person(), (_, _) -> Fixture.text("Noted.")),
                Fixture.of(
                        "test_mirrored_argument",
                        "Takes an argument that a header repeats.",
                        List.of(REGION),
                        (given, _) -> Fixture.text(given.get(REGION))));
    }

    private static ToolDefinition person() {
        return Fixture.define("json_schema_2020_12_tool", "Takes a person.", PERSON)
                .with(RULES);
    }
}
