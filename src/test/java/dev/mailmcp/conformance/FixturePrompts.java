package dev.mailmcp.conformance;

import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.Completer;
import dev.mailmcp.mcp.Content;
import dev.mailmcp.mcp.InputAnswer;
import dev.mailmcp.mcp.Prompt;
import dev.mailmcp.mcp.PromptArgument;
import dev.mailmcp.mcp.PromptDefinition;
import dev.mailmcp.mcp.PromptText;
import dev.mailmcp.mcp.ResourceContents;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Prompts that the suite gets by their names. */
final class FixturePrompts {
    private FixturePrompts() {}

    @FunctionalInterface
    private interface Work {
        List<Content> of(Map<String, String> arguments, Call call);
    }

    private record FixturePrompt(PromptDefinition definition, Work work) implements Prompt {
        @Override
        public PromptText get(Map<String, String> arguments, Call call) {
            List<PromptText.Message> messages = work.of(arguments, call).stream()
                    .map(content -> new PromptText.Message(PromptText.Role.USER, content))
                    .toList();
            return new PromptText(definition.description(), messages);
        }
    }

    static List<Prompt> all() {
        return List.of(
                prompt("test_simple_prompt", (_, _) -> List.of(new Content.Text("A plain prompt."))),
                prompt(
                        "test_prompt_with_arguments",
                        (given, _) -> List.of(new Content.Text(given.get("arg1") + " and " + given.get("arg2"))),
                        "arg1",
                        "arg2"),
                prompt(
                        "test_prompt_with_embedded_resource",
                        (given, _) -> List.of(new Content.Embedded(new ResourceContents.Text(
                                given.getOrDefault("resourceUri", ""), "text/plain", "What is in it."))),
                        "resourceUri"),
                prompt("test_prompt_with_image", (_, _) -> List.of(Fixture.PIXEL, new Content.Text("What is this?"))),
                prompt("test_input_required_result_prompt", FixturePrompts::asking));
    }

    private static List<Content> asking(Map<String, String> arguments, Call call) {
        InputAnswer answer = call.ask("user_context", Questions.text("context", "What is it about?"));
        return List.of(new Content.Text("About " + Questions.given(answer, "context")));
    }

    private static Prompt prompt(String name, Work work, String... arguments) {
        Completer completer = Completer.among(() -> List.of("testing", "tested"));
        List<PromptArgument> described = Arrays.stream(arguments)
                .map(argument -> new PromptArgument(argument, argument, "An argument", true, completer))
                .toList();
        return new FixturePrompt(
                new PromptDefinition(name, name, "A fixture of the suite.", Fixture.SCOPE, described), work);
    }
}
