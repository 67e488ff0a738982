package dev.mailmcp.mcp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Tools for tests of the protocol. */
final class Toys {
    private Toys() {}

    enum Tone {
        SOFT,
        VERY_LOUD
    }

    record Echoed(String heard, long times, Tone tone, boolean politely, List<String> words) {}

    static final class Echo implements Tool {
        private static final Parameter<String> TEXT = Parameter.text("text", "What to say");
        private static final Parameter<Long> TIMES =
                Parameter.integer("times", "How often", 1, 9).otherwise(1L);
        private static final Parameter<Tone> TONE =
                Parameter.choice("tone", "How", Tone.class).otherwise(Tone.SOFT);
        private static final Parameter<Boolean> POLITELY =
                Parameter.truth("politely", "Say please").otherwise(false);
        private static final Parameter<List<String>> WORDS =
                Parameter.texts("words", "More of it").otherwise(List.of());
        private static final Parameter<Optional<String>> NOTE =
                Parameter.text("note", "Ignored").optional();

        @Override
        public ToolDefinition definition() {
            return new ToolDefinition(
                    "echo",
                    "Echo",
                    "Says it again.",
                    "toy:use",
                    new Hints(true, false, true, false),
                    List.of(TEXT, TIMES, TONE, POLITELY, WORDS, NOTE),
                    Echoed.class);
        }

        @Override
        public ToolResult call(Arguments arguments, Call call) {
            if (arguments.get(TEXT).equals("leave")) {
                throw new CallerRejected();
            }
            return ToolResult.of(new Echoed(
                    arguments.get(TEXT),
                    arguments.get(TIMES),
                    arguments.get(TONE),
                    arguments.get(POLITELY),
                    arguments.get(WORDS)));
        }
    }

    /** Needs a scope that the usual caller lacks. */
    static final class Forbidden implements Tool {
        @Override
        public ToolDefinition definition() {
            return new ToolDefinition(
                    "forbidden",
                    "Forbidden",
                    "Not for everybody.",
                    "toy:more",
                    new Hints(false, true, false, true),
                    List.of(),
                    Echoed.class);
        }

        @Override
        public ToolResult call(Arguments arguments, Call call) {
            throw new AssertionError("must not be reached");
        }
    }

    static final class Broken implements Tool {
        @Override
        public ToolDefinition definition() {
            return new ToolDefinition(
                    "broken",
                    "Broken",
                    "Has a bug.",
                    "toy:use",
                    new Hints(true, false, true, false),
                    List.of(),
                    Echoed.class);
        }

        @Override
        public ToolResult call(Arguments arguments, Call call) {
            throw new IllegalStateException("the body of a mail");
        }
    }

    /** Something of every kind: the tool {@code echo}, the prompt {@code ask}, and resources below {@code toy://}. */
    static Features ofEveryKind(Changes changes, boolean logs) {
        return new Features(
                new Toolset(List.of(new Echo())),
                new Resources(List.of(new Box("toy:use", "toy://"))),
                new Prompts(List.of(new Ask("ask", "toy:use"))),
                changes,
                logs);
    }

    /** Resources of one scope. */
    record Box(String scope, String prefix) implements ResourceSource {
        @Override
        public List<ResourceEntry> list() {
            return List.of(new ResourceEntry(prefix + "one", "one", "One", "", "text/plain", OptionalLong.empty()));
        }

        @Override
        public List<ResourceTemplate> templates() {
            Completer completer = (typed, others) -> List.of(typed + others);
            return List.of(new ResourceTemplate(
                    prefix + "{name}", "any", "Any", "Any of them", "text/plain", Map.of("name", completer)));
        }

        @Override
        public boolean covers(String uri) {
            return uri.startsWith(prefix);
        }

        @Override
        public List<ResourceContents> read(String uri, Call call) {
            return List.of(new ResourceContents.Text(uri, "text/plain", "a toy"));
        }
    }

    record Ask(String name, String scope) implements Prompt {
        @Override
        public PromptDefinition definition() {
            Completer completer = (typed, others) -> List.of(typed + others);
            return new PromptDefinition(
                    name,
                    "Ask",
                    "Asks.",
                    scope,
                    List.of(new PromptArgument("what", "What", "What to ask", false, completer)));
        }

        @Override
        public PromptText get(Map<String, String> arguments, Call call) {
            return PromptText.ask("Asks.", "What? " + arguments);
        }
    }
}
