package dev.mailmcp.mcp;

import java.util.Map;

/** Something a person can start from: a request to the model, worked out for their data. Holds nothing of a caller. */
public interface Prompt {
    PromptDefinition definition();

    /**
     * Works it out.
     *
     * @param arguments by name: all required ones, and none that is not in the definition
     * @throws ToolError when it could not be done
     */
    PromptText get(Map<String, String> arguments, Call call);
}
