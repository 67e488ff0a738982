package dev.mailmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MCP 2026-07-28: what stands on every result besides its own fields. */
class ModernResultsTest {
    private final McpBench bench = McpBench.toys();

    private JsonNode result(String method, String name, String params) {
        JsonNode answer = bench.ask(McpBench.modernHeaders(method, name), McpBench.modernBody(method, params));
        assertEquals(200, answer.path("status").intValue(), answer::toString);
        return answer.path("result");
    }

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    server/discover | ''   | ''
                    tools/list      | ''   | ''
                    tools/call      | echo | "name":"echo","arguments":{"text":"x"},
                    tools/call      | echo | "name":"echo","arguments":{},
                    """)
    void everyResultSaysItsTypeAndWhoWeAre(String method, String name, String params) {
        JsonNode result = result(method, name, params);

        assertEquals("complete", result.path("resultType").textValue());
        JsonNode server = result.path("_meta").path("io.modelcontextprotocol/serverInfo");
        assertEquals("mail-mcp", server.path("name").textValue());
        assertTrue(server.path("version").isTextual());
    }

    @ParameterizedTest(name = "{0} {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
                    server/discover | ''   | ''                                       | true
                    tools/list      | ''   | ''                                       | true
                    tools/call      | echo | "name":"echo","arguments":{"text":"x"},  | false
                    """)
    void cacheHintsStandOnCacheableResultsAlone(String method, String name, String params, boolean cacheable) {
        JsonNode result = result(method, name, params);

        assertEquals(cacheable, result.has("ttlMs"));
        assertEquals(cacheable, result.has("cacheScope"));
        if (cacheable) {
            assertTrue(result.path("ttlMs").isIntegralNumber());
            assertTrue(result.path("ttlMs").longValue() >= 0);
            assertTrue(Set.of("public", "private")
                    .contains(result.path("cacheScope").textValue()));
        }
    }

    @ParameterizedTest(name = "{0}: {2} {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    server/discover          | {}                                                      | public  | 3600000
                    tools/list               | {}                                                      | private | 300000
                    tools/call               | {"name":"echo","arguments":{"text":"x"}}                | -       | 0
                    prompts/list             | {}                                                      | private | 300000
                    prompts/get              | {"name":"ask"}                                          | -       | 0
                    resources/list           | {}                                                      | private | 10000
                    resources/templates/list | {}                                                      | private | 300000
                    resources/read           | {"uri":"toy://one"}                                     | private | 10000
                    completion/complete      | {"ref":{"type":"ref/prompt","name":"ask"},"argument":{"name":"what","value":""}} | - | 0
                    """)
    void everyResultSaysByWhomItMayBeKeptAndForHowLong(
            String method, String params, @org.jspecify.annotations.Nullable String scope, int milliseconds) {
        var all = new McpBench(McpBench.SERVER, Toys.ofEveryKind(Changes.NONE, false), Set.of("toy:use"));

        JsonNode result = all.modern(method, params, "{}").path("result");

        assertEquals("complete", result.path("resultType").textValue());
        assertEquals(scope, result.path("cacheScope").textValue());
        assertEquals(milliseconds, result.path("ttlMs").intValue());
    }

    /** A shared cache may hand a public list to anybody. */
    @Test
    void whatDependsOnTheGrantIsNeverPublic() {
        McpBench more = new McpBench(
                McpBench.SERVER,
                java.util.List.of(new Toys.Echo(), new Toys.Forbidden()),
                Set.of("toy:use", "toy:more"));

        JsonNode mine = result("tools/list", "", "");
        JsonNode theirs = more.modern("tools/list", "").path("result");

        assertFalse(mine.path("tools").equals(theirs.path("tools")));
        assertEquals("private", mine.path("cacheScope").textValue());
        assertEquals("private", theirs.path("cacheScope").textValue());
    }

    @Test
    void failedToolCallIsACompleteResult() {
        JsonNode result = result("tools/call", "echo", "\"name\":\"echo\",\"arguments\":{\"text\":5},");

        assertTrue(result.path("isError").booleanValue());
        assertEquals("complete", result.path("resultType").textValue());
    }
}
