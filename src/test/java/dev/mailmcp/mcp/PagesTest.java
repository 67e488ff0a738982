package dev.mailmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP, pagination. */
class PagesTest {
    private final Pages pages =
            new Pages(Continuities.inMemory(Clock.systemUTC()).seal());

    private static List<String> names(int count) {
        List<String> names = new ArrayList<>(
                IntStream.range(0, count).mapToObj("n%04d"::formatted).toList());
        Collections.shuffle(names, new Random(7));
        return names;
    }

    private ObjectNode page(List<String> all, JsonNode cursor, String method, String caller) throws RpcError {
        ObjectNode params = Json.object();
        if (!cursor.isMissingNode()) {
            params.set("cursor", cursor);
        }
        var request = new Message.Request(Json.object().numberNode(1), method, params);
        return pages.page(
                new Incoming(request, Stage.caller(caller), new Deaf()),
                "things",
                all,
                Function.identity(),
                name -> Json.object().textNode(name));
    }

    private ObjectNode page(List<String> all, JsonNode cursor) throws RpcError {
        return page(all, cursor, "things/list", "someone");
    }

    private static List<String> shown(JsonNode page) {
        List<String> shown = new ArrayList<>();
        page.path("things").forEach(thing -> shown.add(thing.asText()));
        return shown;
    }

    private static JsonNode none() {
        return Json.object().path("cursor");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 101, 200, 250, 301})
    void everyEntryIsToldOnce(int count) throws RpcError {
        List<String> all = names(count);
        List<String> told = new ArrayList<>();
        JsonNode cursor = none();
        int rounds = 0;

        while (rounds == 0 || !cursor.isMissingNode()) {
            ObjectNode page = page(all, cursor);
            told.addAll(shown(page));
            cursor = page.path("nextCursor");
            rounds++;
        }

        assertEquals(all.stream().sorted().toList(), told.stream().sorted().toList());
        assertEquals(Math.max(1, (count + 99) / 100), rounds, "no empty page at the end");
    }

    @Test
    void aListOfOnePageKeepsItsOrder() throws RpcError {
        List<String> all = List.of("INBOX", "Archive");

        ObjectNode page = page(all, none());

        assertEquals(all, shown(page));
        assertFalse(page.has("nextCursor"));
        assertEquals(names(100), shown(page(names(100), none())), "as many as fit");
    }

    @Test
    void whatStaysIsToldOnceWhateverComesAndGoesInBetween() throws RpcError {
        List<String> before = names(250);
        ObjectNode first = page(before, none());
        String last = shown(first).getLast();
        // The last one given goes, and others before and after it; others come.
        List<String> after = new ArrayList<>(before);
        after.removeAll(List.of(last, "n0003", "n0004", "n0005", "n0170"));
        after.addAll(List.of("a new one", "zz new one"));

        List<String> told = new ArrayList<>(shown(first));
        JsonNode cursor = first.path("nextCursor");
        while (!cursor.isMissingNode()) {
            ObjectNode page = page(after, cursor);
            told.addAll(shown(page));
            cursor = page.path("nextCursor");
        }

        List<String> stayed = before.stream().filter(after::contains).sorted().toList();
        assertEquals(stayed, told.stream().filter(stayed::contains).toList(), "each once, none missing");
    }

    @Test
    void aCursorBelongsToItsListAndItsCaller() throws RpcError {
        List<String> all = names(101);
        JsonNode cursor = page(all, none()).path("nextCursor");

        assertThrows(RpcError.class, () -> page(all, cursor, "others/list", "someone"));
        assertThrows(RpcError.class, () -> page(all, cursor, "things/list", "another"));
        assertEquals(1, shown(page(all, cursor)).size());
        assertEquals(1, shown(page(all, cursor)).size(), "and may be used again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"x\"", "1", "{}", "[]", "true"})
    void whatIsNoCursorOfOursIsInvalid(String cursor) throws Exception {
        JsonNode given = McpBench.tree(cursor.getBytes(java.nio.charset.StandardCharsets.UTF_8));

        RpcError error = assertThrows(RpcError.class, () -> page(names(101), given));

        JsonNode json = error.toJson(Era.MODERN);
        assertEquals(-32602, json.path("code").intValue());
        assertTrue(json.path("message").textValue().contains("cursor"));
    }

    @Test
    void aMethodThatListsRefusesAForeignCursor() throws Exception {
        var stage = new Stage((_, _) -> "");

        JsonNode answer = stage.post(
                        McpBench.modernHeaders("tools/list", ""),
                        McpBench.modernBody("tools/list", "\"cursor\":\"x\","),
                        "someone")
                .json();

        assertEquals(-32602, answer.path("error").path("code").intValue());
    }
}
