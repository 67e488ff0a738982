package dev.mailmcp.mcp;

import java.util.List;
import java.util.Optional;

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
}
