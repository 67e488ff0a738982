package dev.mailmcp.conformance;

import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.Changes;
import dev.mailmcp.mcp.ClientCapability;
import dev.mailmcp.mcp.Content;
import dev.mailmcp.mcp.LogLevel;
import dev.mailmcp.mcp.ResourceContents;
import dev.mailmcp.mcp.Tool;
import dev.mailmcp.mcp.ToolError;
import dev.mailmcp.mcp.ToolResult;
import java.util.Base64;
import java.util.List;
import java.util.OptionalDouble;

/** Fixtures that ask nobody anything: content of every kind, progress, log messages, errors, changes of lists. */
final class PlainTools {
    /** Two octets of silence. */
    private static final Content.Audio SILENCE = new Content.Audio(
            Base64.getDecoder().decode("UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQIAAAAAAA=="),
            "audio/wav");

    private PlainTools() {}

    static List<Tool> all(Switchboard changes) {
        return List.of(
                Fixture.of("test_simple_text", "Gives a text.", (_, _) -> Fixture.text("A plain text.")),
                Fixture.of("test_image_content", "Gives an image.", (_, _) -> ToolResult.showing(Fixture.PIXEL)),
                Fixture.of("test_audio_content", "Gives a sound.", (_, _) -> ToolResult.showing(SILENCE)),
                Fixture.of(
                        "test_embedded_resource",
                        "Gives a resource.",
                        (_, _) -> ToolResult.showing(embedded("test://embedded-resource"))),
                Fixture.of(
                        "test_multiple_content_types",
                        "Gives a text, an image and a resource.",
                        (_, _) -> ToolResult.showing(
                                new Content.Text("Of each kind one:"),
                                Fixture.PIXEL,
                                embedded("test://mixed-content-resource"))),
                Fixture.of("test_error_handling", "Fails.", (_, _) -> {
                    throw new ToolError("intended", "this tool always fails", "Expect it to.", false);
                }),
                Fixture.of("test_tool_with_progress", "Tells of progress.", (_, call) -> withProgress(call)),
                Fixture.of("test_tool_with_logging", "Logs while it works.", (_, call) -> logging(call, 3)),
                Fixture.of("test_logging_tool", "Logs, if logs are wanted.", (_, call) -> logging(call, 1)),
                Fixture.of("test_missing_capability", "Needs a client that samples.", (_, call) -> {
                    call.require(ClientCapability.SAMPLING);
                    return Fixture.text("The client samples.");
                }),
                changing("test_trigger_tool_change", changes, Changes.Kind.TOOLS),
                changing("test_trigger_prompt_change", changes, Changes.Kind.PROMPTS));
    }

    private static Content.Embedded embedded(String uri) {
        return new Content.Embedded(new ResourceContents.Text(uri, "text/plain", "What is in it."));
    }

    private static ToolResult withProgress(Call call) {
        for (int percent = 0; percent <= 100; percent += 50) {
            call.progress(percent, OptionalDouble.of(100), percent + " of 100");
        }
        return Fixture.text("All done.");
    }

    private static ToolResult logging(Call call, int times) {
        for (int i = 1; i <= times; i++) {
            call.log(LogLevel.INFO, "step " + i);
        }
        return Fixture.text("All done.");
    }

    private static Fixture changing(String name, Switchboard changes, Changes.Kind kind) {
        return Fixture.of(name, "Says that a list has changed.", (_, _) -> {
            changes.tell(new Changes.Change.OfList(kind));
            return Fixture.text("Said so.");
        });
    }
}
