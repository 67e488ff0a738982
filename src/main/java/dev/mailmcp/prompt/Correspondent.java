package dev.mailmcp.prompt;

import dev.mailmcp.mcp.Completer;
import dev.mailmcp.mcp.PromptArgument;
import java.util.Map;

/** The argument that says whose mail. */
final class Correspondent {
    private static final String NAME = "correspondent";

    private Correspondent() {}

    static PromptArgument argument(String description, Completer correspondents) {
        return new PromptArgument(NAME, "Correspondent", description, false, correspondents);
    }

    /** A search key and the value, with a space before it: {@code  FROM "ada@example.org"}; empty for everybody. */
    static String key(String key, Map<String, String> arguments) {
        String given = arguments.getOrDefault(NAME, "");
        return given.isBlank() ? "" : " " + key + " " + Quoted.value(given);
    }
}
