package dev.mailmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.value.InvalidValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP 2026-07-28, Streamable HTTP: custom headers from tool parameters. */
class ArgumentHeadersTest {
    private static final int MISMATCH = -32020;

    private final McpBench bench = new McpBench(McpBench.SERVER, List.of(new Routed()), Set.of("toy:use"));

    private record Routed() implements Tool {
        @Override
        public ToolDefinition definition() {
            return define(
                    Parameter.text("region", "Where to").optional().mirrored("Region"),
                    Parameter.integer("shard", "Which one", 0, 99).otherwise(0L).mirrored("Shard"),
                    Parameter.truth("dry", "Only try").otherwise(false).mirrored("Dry"));
        }

        private static ToolDefinition define(Parameter<?>... parameters) {
            return new ToolDefinition(
                    "routed",
                    "Routed",
                    "Goes somewhere.",
                    "toy:use",
                    new Hints(true, false, true, false),
                    List.of(parameters));
        }

        @Override
        public ToolResult call(Arguments arguments, Call call) {
            return ToolResult.showing(new Content.Text("done"));
        }
    }

    private JsonNode call(String arguments, Map<String, String> headers) {
        Map<String, String> all = new TreeMap<>(McpBench.modernHeaders("tools/call", "routed"));
        all.putAll(headers);
        return bench.ask(
                all, McpBench.modernBody("tools/call", "\"name\":\"routed\",\"arguments\":" + arguments + ","));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"region":"eu"}         | Region | eu
                    {"region":"eu"}         | region | eu
                    {"region":"größer"}     | Region | =?base64?Z3LDtsOfZXI=?=
                    {"region":" eu "}       | Region | =?base64?IGV1IA==?=
                    {"region":"=?base64?eu"}| Region | =?base64?eu
                    {"region":"ZXU="}       | Region | ZXU=
                    {"region":""}           | Region | ``
                    {"shard":42}            | Shard  | 42
                    {"shard":42}            | Shard  | 42.0
                    {"dry":true}            | Dry    | true
                    """)
    void headerThatAgreesIsTaken(String arguments, String header, String value) {
        JsonNode answer = call(arguments, Map.of("Mcp-Param-" + header, value));

        assertEquals(200, answer.path("status").intValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"region\":null}"})
    void headerIsNotExpectedForWhatIsNotThere(String arguments) {
        assertEquals(200, call(arguments, Map.of()).path("status").intValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"region":"eu"}     | Region | us
                    {"region":"eu"}     | Region | EU
                    {"region":"eu"}     | Region | ``
                    {"region":"eu"}     | Shard  | 1
                    {}                  | Region | eu
                    {"region":null}     | Region | null
                    {"region":{}}       | Region | {}
                    {"region":"Hello"}  | Region | =?base64?SGVsbG8?=
                    {"region":"Hello"}  | Region | =?base64?SGVs!!!bG8=?=
                    {"region":"größer"} | Region | größer
                    {"shard":42}        | Shard  | 43
                    {"shard":42}        | Shard  | many
                    {"shard":42}        | Shard  | 42.0000000000000000000000000000000000000000
                    {"dry":true}        | Dry    | True
                    """)
    void headerThatDiffersIsRefused(String arguments, String header, String value) {
        JsonNode answer = call(arguments, Map.of("Mcp-Param-" + header, value));

        assertEquals(400, answer.path("status").intValue());
        assertEquals(MISMATCH, answer.path("error").path("code").intValue());
    }

    @Test
    void argumentWithoutItsHeaderIsRefused() {
        JsonNode answer = call("{\"region\":\"eu\"}", Map.of());

        assertEquals(MISMATCH, answer.path("error").path("code").intValue());
    }

    @Test
    void annotationIsListed() {
        JsonNode tool =
                bench.modern("tools/list", "").path("result").path("tools").path(0);

        assertEquals(
                "Region", tool.at("/inputSchema/properties/region/x-mcp-header").asText());
    }

    @Test
    void onlySomeParametersCanBeRepeatedAndEachInItsOwnHeader() {
        Parameter<String> text = Parameter.text("a", "A");
        Parameter<?> other = Parameter.text("b", "B").mirrored("a");

        assertThrows(InvalidValue.class, () -> text.mirrored(""));
        assertThrows(InvalidValue.class, () -> text.mirrored("two words"));
        assertThrows(InvalidValue.class, () -> Parameter.texts("a", "A").mirrored("A"));
        assertThrows(InvalidValue.class, () -> Routed.define(text.mirrored("A"), other));
    }
}
