package dev.mailmcp.corpus;

import dev.mailmcp.mail.Message;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words of a message to search for. */
final class Words {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]{3,30}");

    private Words() {}

    /** By the search key that should find them. */
    static Map<String, String> in(Message message) {
        Map<String, String> words = new LinkedHashMap<>();
        first(message.summary().envelope().subject()).ifPresent(word -> words.put("SUBJECT", word));
        message.text().flatMap(Words::first).ifPresent(word -> words.put("TEXT", word));
        return words;
    }

    private static Optional<String> first(String text) {
        Matcher word = WORD.matcher(text);
        return word.find() ? Optional.of(word.group()) : Optional.empty();
    }
}
