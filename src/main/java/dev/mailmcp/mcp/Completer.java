package dev.mailmcp.mcp;

import java.util.List;
import java.util.Map;

/** Completes what a person is typing (MCP, completion). */
@FunctionalInterface
public interface Completer {
    /** Knows nothing. */
    Completer NONE = (_, _) -> List.of();

    /**
     * All values that fit, best first.
     *
     * @param typed so far; may be empty
     * @param others arguments that are known already, by name
     */
    List<String> complete(String typed, Map<String, String> others);

    /** Offers those of some values that begin with, or else contain, what is typed; in the order given, without regard to case. */
    static Completer among(java.util.function.Supplier<List<String>> values) {
        return (typed, _) -> Fitting.best(values.get(), typed);
    }
}
