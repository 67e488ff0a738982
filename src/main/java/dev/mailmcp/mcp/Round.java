package dev.mailmcp.mcp;

import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * One round of a request that may take several: what was answered so far.
 *
 * @param bound answers to questions that we asked of this caller about this very request, each once
 * @param volunteered all answers that came with the request
 * @param sealing makes the state for the next round out of the bound answers and the names of the questions that go with it
 */
record Round(
        Map<String, InputAnswer> bound,
        Map<String, InputAnswer> volunteered,
        BiFunction<Map<String, InputAnswer>, Set<String>, String> sealing) {
    Round {
        bound = Map.copyOf(bound);
        volunteered = Map.copyOf(volunteered);
    }

    /** @param asked names of the questions that are asked now */
    String seal(Set<String> asked) {
        return sealing.apply(bound, asked);
    }
}
