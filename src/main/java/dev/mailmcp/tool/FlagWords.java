package dev.mailmcp.tool;

import dev.mailmcp.mail.Flag;
import dev.mailmcp.mcp.ToolError;
import dev.mailmcp.value.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What flags to set and to clear, out of the words that people and models have for them: {@code \Seen}, {@code seen},
 * {@code read}; {@code unread}, which sets nothing but clears {@code \Seen}. What is none of these words is a keyword.
 */
record FlagWords(List<Flag> add, List<Flag> remove) {
    private static final Map<String, String> OTHER_NAMES =
            Map.of("read", "Seen", "starred", "Flagged", "star", "Flagged", "replied", "Answered");
    private static final List<String> SYSTEM = List.of("seen", "answered", "flagged", "deleted", "draft");

    FlagWords {
        add = List.copyOf(add);
        remove = List.copyOf(remove);
    }

    /** One word: a flag, and whether the word means that it is set. */
    record Word(Flag flag, boolean set) {
        static Word of(String text) {
            String bare = text.strip().toLowerCase(Locale.ROOT);
            String positive = bare.startsWith("un") ? bare.substring(2) : bare;
            String name = OTHER_NAMES.getOrDefault(positive, positive).toLowerCase(Locale.ROOT);
            if (SYSTEM.contains(name)) {
                return new Word(new Flag(name), positive.equals(bare));
            }
            if (bare.equals("\\recent")) {
                throw new InvalidValue("\\Recent belongs to the server, nobody can set or clear it");
            }
            return new Word(new Flag(text.strip()), true);
        }
    }

    /** @throws ToolError when they name no flag, or want one both set and cleared */
    static FlagWords of(List<Word> add, List<Word> remove) {
        List<Flag> set = flags(add, remove, true);
        List<Flag> clear = flags(add, remove, false);
        if (set.isEmpty() && clear.isEmpty()) {
            throw ToolError.invalidArgument("neither add nor remove names a flag", "For instance: add [\"read\"].");
        }
        if (set.stream().anyMatch(clear::contains)) {
            throw ToolError.invalidArgument(
                    "the same flag is to be set and to be cleared", "Name each flag once; unread means not Seen.");
        }
        return new FlagWords(set, clear);
    }

    /** What a message's flags will be. */
    List<Flag> on(List<Flag> flags) {
        List<Flag> after = new ArrayList<>(flags);
        after.removeAll(remove);
        add.stream().filter(flag -> !after.contains(flag)).forEach(after::add);
        return after;
    }

    private static List<Flag> flags(List<Word> add, List<Word> remove, boolean set) {
        return Stream.concat(
                        add.stream().filter(word -> word.set() == set),
                        remove.stream().filter(word -> word.set() != set))
                .map(Word::flag)
                .distinct()
                .toList();
    }
}
