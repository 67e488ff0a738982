package dev.mailmcp.mcp;

import java.util.Map;
import java.util.function.Function;

/**
 * One round of a request that may take several: what was answered so far.
 *
 * @param bound answers to questions that we asked of this caller about this very request, each once
 * @param volunteered all answers that came with the request
 * @param sealing makes the state for the next round out of the bound answers
 */
record Round(
        Map<String, InputAnswer> bound,
        Map<String, InputAnswer> volunteered,
        Function<Map<String, InputAnswer>, String> sealing) {
    Round {
        bound = Map.copyOf(bound);
        volunteered = Map.copyOf(volunteered);
    }

    String seal() {
        return sealing.apply(bound);
    }
}
