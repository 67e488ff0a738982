package dev.mailmcp.mcp;

/** Something a model can do. A tool is a singleton and holds nothing of a caller. */
public interface Tool {
    ToolDefinition definition();

    /**
     * Does it, for whoever makes the current request.
     *
     * @param arguments already checked against the definition
     * @param call tells of progress and asks back
     * @return with an instance of the definition's result in it
     * @throws ToolError when it could not be done, in words for a model
     * @throws CallerRejected when the caller's authority turns out to be worth nothing
     */
    ToolResult call(Arguments arguments, Call call);
}
