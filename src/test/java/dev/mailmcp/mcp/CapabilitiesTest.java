package dev.mailmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is advertised answers, and what is not advertised is a method that does not exist. */
class CapabilitiesTest {
    private static final int NOT_FOUND = -32601;

    private final McpBench bench = McpBench.toys();

    @ParameterizedTest
    @CsvSource({
        "tools, tools/list",
        "prompts, prompts/list",
        "resources, resources/list",
        "resources, resources/templates/list",
        "completions, completion/complete",
    })
    void modernMethodAnswersExactlyWhenItsCapabilityIsAdvertised(String capability, String method) {
        JsonNode advertised = bench.modern("server/discover", "").path("result").path("capabilities");

        JsonNode answer = bench.modern(method, "");

        assertEquals(
                advertised.has(capability), answer.path("error").path("code").intValue() != NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({
        "tools, tools/list",
        "prompts, prompts/list",
        "resources, resources/list",
        "resources, resources/templates/list",
        "completions, completion/complete",
        "logging, logging/setLevel",
    })
    void legacyMethodAnswersExactlyWhenItsCapabilityIsAdvertised(String capability, String method) {
        JsonNode advertised = bench.ask(
                        Map.of(), McpBench.legacyBody("initialize", "{\"protocolVersion\":\"2025-11-25\"}"))
                .path("result")
                .path("capabilities");

        JsonNode answer = bench.ask(Map.of(), McpBench.legacyBody(method, "{}"));

        assertEquals(
                advertised.has(capability), answer.path("error").path("code").intValue() != NOT_FOUND);
    }

    private record Telling(Set<Changes.Kind> kinds) implements Changes {
        @Override
        public Listening listen(Caller caller, Interest interest, Consumer<Change> sink) {
            return () -> {};
        }
    }

    @ParameterizedTest
    @EnumSource(Changes.Kind.class)
    void exactlyTheChangesThatAreToldOfAreAdvertised(Changes.Kind told) {
        JsonNode capabilities =
                Toys.ofEveryKind(new Telling(Set.of(told)), false).capabilities(Era.MODERN);

        String expected =
                switch (told) {
                    case TOOLS -> "{'tools':{'listChanged':true},'resources':{},'prompts':{},'completions':{}}";
                    case PROMPTS -> "{'tools':{},'resources':{},'prompts':{'listChanged':true},'completions':{}}";
                    case RESOURCES -> "{'tools':{},'resources':{'listChanged':true},'prompts':{},'completions':{}}";
                    case RESOURCE -> "{'tools':{},'resources':{'subscribe':true},'prompts':{},'completions':{}}";
                };
        assertEquals(expected.replace('\'', '"'), capabilities.toString());
    }

    @Test
    void legacyClientsAreNotPromisedWhatOnlyModernOnesGet() {
        Features everything = Toys.ofEveryKind(new Telling(EnumSet.allOf(Changes.Kind.class)), true);

        assertEquals(
                "{'tools':{},'resources':{},'prompts':{},'completions':{}}".replace('\'', '"'),
                everything.capabilities(Era.LEGACY).toString());
    }

    @Test
    void twoThingsOfOneNameAreAMistakeOfOurs() {
        var ask = new Toys.Ask("ask", "toy:use");

        assertThrows(IllegalStateException.class, () -> new Toolset(List.of(new Toys.Echo(), new Toys.Echo())));
        assertThrows(IllegalStateException.class, () -> new Prompts(List.of(ask, ask)));
    }
}
