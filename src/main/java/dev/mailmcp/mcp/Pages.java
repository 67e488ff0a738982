package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Cuts lists into pages (MCP, pagination). A cursor is sealed, and good for the list and the caller it was given to. A list of
 * more than a page is given in the order of its names, and the cursor holds the last one given: nothing that stays is left out
 * or told twice when the list changes in between.
 */
final class Pages {
    private static final int LENGTH = 100;

    private final StateSeal seal;

    Pages(StateSeal seal) {
        this.seal = seal;
    }

    /**
     * The page that a request asks for.
     *
     * @param field the name of the list in the result
     * @param name what tells entries apart
     */
    <T> ObjectNode page(
            Incoming incoming,
            String field,
            List<T> all,
            Function<T, String> name,
            Function<T, ? extends JsonNode> shown)
            throws RpcError {
        Optional<String> last = last(incoming);
        List<T> rest = last.isEmpty() && all.size() <= LENGTH
                ? all
                : all.stream()
                        .sorted(Comparator.comparing(name))
                        .filter(entry -> last.isEmpty() || name.apply(entry).compareTo(last.get()) > 0)
                        .toList();
        List<T> page = rest.subList(0, Math.min(LENGTH, rest.size()));
        ObjectNode result = Json.object();
        var list = result.putArray(field);
        page.forEach(entry -> list.add(shown.apply(entry)));
        if (page.size() < rest.size()) {
            result.put("nextCursor", cursor(incoming, name.apply(page.getLast())));
        }
        return result;
    }

    /** The name of the last entry that was given before, if any was. */
    private Optional<String> last(Incoming incoming) throws RpcError {
        JsonNode given = incoming.params().path("cursor");
        if (given.isMissingNode() || given.isNull()) {
            return Optional.empty();
        }
        JsonNode cursor = opened(given.asText());
        if (!cursor.path("list").asText().equals(incoming.request().method())
                || !cursor.path("caller").asText().equals(incoming.caller().id())) {
            throw unknown();
        }
        return Optional.of(cursor.path("last").asText());
    }

    private String cursor(Incoming incoming, String last) {
        ObjectNode cursor = Json.object()
                .put("list", incoming.request().method())
                .put("caller", incoming.caller().id())
                .put("last", last);
        return seal.seal(StateSeal.Purpose.CURSOR, Json.bytes(cursor));
    }

    private JsonNode opened(String sealed) throws RpcError {
        byte[] json = seal.open(StateSeal.Purpose.CURSOR, sealed).orElseThrow(Pages::unknown);
        try {
            return Json.parse(json);
        } catch (IOException _) {
            throw unknown();
        }
    }

    private static RpcError unknown() {
        return RpcError.invalidParams("unknown cursor: start again without one");
    }
}
