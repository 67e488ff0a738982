package dev.mailmcp.prompt;

import dev.mailmcp.mcp.Completer;
import dev.mailmcp.mcp.PromptArgument;
import java.util.Map;

/** The argument that says which folder. */
final class Folder {
    private static final String NAME = "folder";

    private Folder() {}

    static PromptArgument argument(Completer names) {
        return new PromptArgument(NAME, "Folder", "The folder to look in; INBOX if left out", false, names);
    }

    /** Quoted. */
    static String of(Map<String, String> arguments) {
        String given = arguments.getOrDefault(NAME, "");
        return Quoted.value(given.isBlank() ? "INBOX" : given);
    }
}
