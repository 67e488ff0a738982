package dev.mailmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP, prompts, resources and completion: what is checked before anything of ours is asked. */
class CheckedParametersTest {
    private final McpBench bench = new McpBench(
            McpBench.SERVER,
            new Features(
                    new Toolset(List.of()),
                    new Resources(List.of(new Toys.Box("toy:use", "toy://"), new Toys.Box("toy:more", "chest://"))),
                    new Prompts(List.of(new Toys.Ask("ask", "toy:use"), new Toys.Ask("forbidden", "toy:more"))),
                    Changes.NONE,
                    false),
            Set.of("toy:use"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    []             | arguments is not an object
                    {"what":5}     | the argument what is not a string
                    {"whta":"x"}   | whta is not an argument of this tool, did you mean what?
                    """)
    void argumentsThatAreWrongAreInvalidParameters(String arguments, String message) {
        JsonNode error = bench.legacy("prompts/get", "{\"name\":\"ask\",\"arguments\":" + arguments + "}")
                .path("error");

        assertEquals(-32602, error.path("code").intValue());
        assertEquals(message, error.path("message").textValue());
    }

    private JsonNode complete(String reference, String argument, String more) {
        return bench.legacy("completion/complete", "{\"ref\":" + reference + ",\"argument\":" + argument + more + "}");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    {"type":"ref/prompt","name":"ask"}             | what | 0
                    {"type":"ref/prompt","name":"forbidden"}       | what | -32602
                    {"type":"ref/resource","uri":"toy://{name}"}   | name | 0
                    {"type":"ref/resource","uri":"chest://{name}"} | name | -32602
                    {"type":"ref/nonsense","name":"ask"}           | what | -32602
                    """)
    void onlyWhatTheGrantCoversIsCompleted(String reference, String name, int code) {
        JsonNode answer = complete(reference, "{\"name\":\"" + name + "\",\"value\":\"x\"}", "");

        assertEquals(code, answer.path("error").path("code").intValue(), answer::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"what\"}", "{\"value\":\"\"}", "{\"name\":\"what\",\"value\":1}", "[]"})
    void completionNeedsANameAndWhatIsTyped(String argument) {
        JsonNode answer = complete("{\"type\":\"ref/prompt\",\"name\":\"ask\"}", argument, "");

        assertEquals(-32602, answer.path("error").path("code").intValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ,"context":{"arguments":{"b":"2","a":"1","c":3}} | ["x{a=1, b=2}"]
                    ,"context":{}                                    | ["x{}"]
                    ,"context":null                                  | ["x{}"]
                    """)
    void completionKnowsTheOtherArguments(String context, String values) {
        JsonNode answer =
                complete("{\"type\":\"ref/prompt\",\"name\":\"ask\"}", "{\"name\":\"what\",\"value\":\"x\"}", context);

        assertEquals(values, answer.at("/result/completion/values").toString());
    }

    @ParameterizedTest
    @CsvSource({"4096, 0", "4097, -32602"})
    void uriIsNoLongerThanAnyHonestOne(int length, int code) {
        String uri = "toy://" + "x".repeat(length - "toy://".length());

        JsonNode answer = bench.legacy("resources/read", "{\"uri\":\"" + uri + "\"}");

        assertEquals(code, answer.path("error").path("code").intValue());
    }
}
