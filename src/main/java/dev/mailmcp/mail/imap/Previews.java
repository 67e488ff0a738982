package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.Beginning;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MessageSummary;
import dev.mailmcp.mail.Uid;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the texts of a page's messages begin. A server that has previews tells them along with the page (RFC 8970); of messages for
 * which none was told the beginnings of their texts are fetched, in one more flight for all. No list fails because that is refused
 * or brings nothing.
 */
final class Previews {
    private static final String PREVIEW = "PREVIEW";

    private final Connection connection;

    Previews(Connection connection) {
        this.connection = connection;
    }

    /** The item of FETCH with a space before it; nothing where the server has none (RFC 8970 §3). */
    String item() {
        return connection.capabilities().has(PREVIEW) ? " " + PREVIEW : "";
    }

    /** Whether a FETCH with {@link #item} failed; then the server is not asked for it again on this connection. */
    boolean areRefused(List<Reply> replies) {
        boolean refused = !item().isEmpty() && !replies.stream().allMatch(Reply::ok);
        if (refused) {
            connection.capabilities(connection.capabilities().without(PREVIEW));
        }
        return refused;
    }

    /** @return the messages' summaries in the same order, with the beginnings of their texts as far as they can be had */
    List<MessageSummary> summaries(List<Fetched> messages) {
        Map<Uid, Beginning> found = fetched(messages.stream()
                .filter(message -> !message.tellsPreview())
                .flatMap(message -> Start.of(message).stream())
                .toList());
        return messages.stream()
                .map(message -> with(message.summary(), message.preview(), found))
                .toList();
    }

    private static MessageSummary with(MessageSummary summary, Optional<Beginning> told, Map<Uid, Beginning> found) {
        return summary.with(told.or(() -> Optional.ofNullable(found.get(summary.uid()))));
    }

    /** One FETCH for all messages whose text stands at the same place. */
    private Map<Uid, Beginning> fetched(List<Start> wanted) {
        Map<String, List<Uid>> byItem = wanted.stream()
                .collect(Collectors.groupingBy(
                        Start::item, LinkedHashMap::new, Collectors.mapping(Start::uid, Collectors.toList())));
        List<Command> questions = byItem.entrySet().stream()
                .map(entry ->
                        Command.asking("UID FETCH " + UidSet.of(entry.getValue()) + " (UID " + entry.getKey() + ")"))
                .toList();
        Map<Uid, Start> starts = wanted.stream().collect(Collectors.toMap(Start::uid, start -> start, (one, _) -> one));
        Map<Uid, Beginning> found = new HashMap<>();
        for (Fetched answer : questions.isEmpty() ? List.<Fetched>of() : answers(questions)) {
            Optional.ofNullable(starts.get(answer.uid().orElseThrow()))
                    .flatMap(start -> start.in(answer))
                    .ifPresent(beginning -> found.put(answer.uid().orElseThrow(), beginning));
        }
        return found;
    }

    /** None when the connection is lost over it: the page itself has been told. */
    private Collection<Fetched> answers(List<Command> questions) {
        try {
            return Fetched.all(connection.send(questions));
        } catch (MailException _) {
            return List.of();
        }
    }

    /** Where a message's text begins. */
    private record Start(Uid uid, Part part) {
        /** Two hundred characters of three octets each, in quoted-printable. */
        private static final int PLAIN = 2 * 1024;
        /** Styles and the like stand before the first word. */
        private static final int HTML = 8 * 1024;
        /** A plain text beside HTML may be there for form's sake. */
        private static final int LINE_ENDS = 4;

        /** The first part with words for a person, in plain text if there is one. */
        static Optional<Start> of(Fetched message) {
            return message.structure()
                    .map(MessageParts::of)
                    .flatMap(Start::text)
                    .map(part -> new Start(message.uid().orElseThrow(), part));
        }

        private static Optional<Part> text(MessageParts parts) {
            return Stream.of(
                            parts.plain().stream().filter(part -> part.size() > LINE_ENDS),
                            parts.html().stream(),
                            parts.plain().stream())
                    .flatMap(texts -> texts)
                    .filter(part -> !parts.meant().contains(part))
                    .findFirst();
        }

        private boolean isHtml() {
            return part.subtype().equals("html");
        }

        private int octets() {
            return isHtml() ? HTML : PLAIN;
        }

        String item() {
            return "BODY.PEEK[" + part.section() + "]<0." + octets() + ">";
        }

        Optional<Beginning> in(Fetched answer) {
            return answer.partial(part.section(), 0)
                    .map(octets -> part.text(bounded(octets.copy())).text())
                    .map(text -> new Beginning(isHtml() ? Beginning.Kind.HTML : Beginning.Kind.PLAIN, text));
        }

        /** Some servers send the whole part. */
        private byte[] bounded(byte[] body) {
            return body.length <= octets() ? body : Arrays.copyOf(body, octets());
        }
    }
}
