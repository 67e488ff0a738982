package dev.mailmcp.conformance;

import dev.mailmcp.mcp.Arguments;
import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.Content;
import dev.mailmcp.mcp.Hints;
import dev.mailmcp.mcp.Parameter;
import dev.mailmcp.mcp.Tool;
import dev.mailmcp.mcp.ToolDefinition;
import dev.mailmcp.mcp.ToolResult;
import java.util.Base64;
import java.util.List;

/** A tool that the suite calls by its name. */
record Fixture(ToolDefinition definition, Work work) implements Tool {
    /** What every caller of the fixtures may use. */
    static final String SCOPE = "fixture:use";

    /** One pixel. */
    static final Content.Image PIXEL = new Content.Image(
            Base64.getDecoder()
                    .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
                            + "rkJggg=="),
            "image/png");

    /** What it does. */
    @FunctionalInterface
    interface Work {
        ToolResult of(Arguments arguments, Call call);
    }

    static Fixture of(String name, String description, List<Parameter<?>> parameters, Work work) {
        return new Fixture(define(name, description, parameters), work);
    }

    /** One without arguments. */
    static Fixture of(String name, String description, Work work) {
        return of(name, description, List.of(), work);
    }

    static ToolDefinition define(String name, String description, List<Parameter<?>> parameters) {
        return new ToolDefinition(name, name, description, SCOPE, new Hints(true, false, true, false), parameters);
    }

    static ToolResult text(String text) {
        return ToolResult.showing(new Content.Text(text));
    }

    @Override
    public ToolResult call(Arguments arguments, Call call) {
        return work.of(arguments, call);
    }
}
