package dev.mailmcp.tool;

import dev.mailmcp.mail.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What ties an answer to the message it answers (RFC 5322 §3.6.4).
 *
 * @param inReplyTo its Message-ID; empty when it has none, and then it cannot be tied
 * @param references those of the thread and its own, oldest first
 */
record Answered(Optional<String> inReplyTo, List<String> references) {
    static final Answered NOTHING = new Answered(Optional.empty(), List.of());

    private static final Pattern IDENTIFIER = Pattern.compile("<[^<>\\s]+>");

    Answered {
        references = List.copyOf(references);
    }

    static Answered of(Message original) {
        return first(original.summary().envelope().messageId())
                .map(id -> new Answered(Optional.of(id), thread(original, id)))
                .orElse(NOTHING);
    }

    private static List<String> thread(Message original, String id) {
        List<String> thread = new ArrayList<>(original.references());
        if (thread.isEmpty()) {
            // Where there is exactly one it is the parent's.
            List<String> parents =
                    identifiers(original.summary().envelope().inReplyTo().orElse(""));
            thread.addAll(parents.size() == 1 ? parents : List.of());
        }
        thread.remove(id);
        thread.add(id);
        return thread;
    }

    private static Optional<String> first(Optional<String> text) {
        return text.flatMap(value -> identifiers(value).stream().findFirst());
    }

    private static List<String> identifiers(String text) {
        return IDENTIFIER.matcher(text).results().map(MatchResult::group).toList();
    }
}
