package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A tool could not do what was asked. It becomes a result with {@code isError}, which a model reads and can act upon. */
public final class ToolError extends RuntimeException {
    private static final String INVALID_ARGUMENT = "invalid_argument";

    private final String code;
    private final String hint;
    private final boolean retryable;

    /**
     * @param code a stable word: {@code "folder_not_found"}
     * @param message what is wrong
     * @param hint what to do about it; may be empty
     * @param retryable whether the very same call may succeed later
     */
    public ToolError(String code, String message, String hint, boolean retryable) {
        super(message);
        this.code = code;
        this.hint = hint;
        this.retryable = retryable;
    }

    /** An argument that is wrong in itself, so that calling again with it is of no use. */
    public static ToolError invalidArgument(String message, String hint) {
        return new ToolError(INVALID_ARGUMENT, message, hint, false);
    }

    boolean blamesAnArgument() {
        return code.equals(INVALID_ARGUMENT);
    }

    ObjectNode toJson() {
        return Json.object()
                .put("error", code)
                .put("message", getMessage())
                .put("hint", hint)
                .put("retryable", retryable);
    }
}
