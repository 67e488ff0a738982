package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/**
 * Cuts lists into pages (MCP, pagination). A cursor is sealed, and good for the list and the caller it was given to; it names the
 * last entry given, so that nothing is left out or told twice when the list changes in between.
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
        int from = start(incoming, all, name);
        int to = Math.min(from + LENGTH, all.size());
        ObjectNode result = Json.object();
        var list = result.putArray(field);
        all.subList(from, to).forEach(entry -> list.add(shown.apply(entry)));
        if (to < all.size()) {
            result.put("nextCursor", cursor(incoming, name.apply(all.get(to - 1)), to));
        }
        return result;
    }

    private <T> int start(Incoming incoming, List<T> all, Function<T, String> name) throws RpcError {
        JsonNode given = incoming.params().path("cursor");
        if (given.isMissingNode() || given.isNull()) {
            return 0;
        }
        JsonNode cursor = opened(given.asText());
        if (!cursor.path("list").asText().equals(incoming.request().method())
                || !cursor.path("caller").asText().equals(incoming.caller().id())) {
            throw unknown();
        }
        String last = cursor.path("last").asText();
        for (int i = 0; i < all.size(); i++) {
            if (name.apply(all.get(i)).equals(last)) {
                return i + 1;
            }
        }
        return Math.min(cursor.path("next").asInt(), all.size());
    }

    private String cursor(Incoming incoming, String last, int next) {
        ObjectNode cursor = Json.object()
                .put("list", incoming.request().method())
                .put("caller", incoming.caller().id())
                .put("last", last)
                .put("next", next);
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
