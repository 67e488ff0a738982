package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.Attachment;
import dev.mailmcp.mail.SpecialPart;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.mime.SpecialParts;
import dev.mailmcp.mail.mime.TextContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The text of one message: of each text part its first mebibyte, of attachments nothing. What came along with the structure is not
 * fetched again.
 */
final class BodyText {
    private static final int MOST = 1 << 20;
    /** Text parts that are fetched; a message with more is a construction. */
    private static final int MOST_PARTS = 20;
    /** Parts for programs, likewise. */
    private static final int MOST_MEANT = 5;

    private final Connection connection;
    private final Uid uid;
    private final Fetched message;
    private final List<String> warnings = new ArrayList<>();
    private final List<SpecialPart> special = new ArrayList<>();
    private Optional<String> plain = Optional.empty();
    private Optional<String> html = Optional.empty();

    /** @param message with what a {@link Speculation} brought */
    BodyText(Connection connection, Uid uid, Fetched message) {
        this.connection = connection;
        this.uid = uid;
        this.message = message;
    }

    Optional<String> plain() {
        return plain;
    }

    Optional<String> html() {
        return html;
    }

    /** What parts for programs say. */
    List<SpecialPart> special() {
        return special;
    }

    List<String> warnings() {
        return warnings;
    }

    /** @return what is not text */
    List<Attachment> read(Optional<Part> structure) {
        if (structure.isEmpty()) {
            readRaw();
            return List.of();
        }
        MessageParts parts = MessageParts.of(structure.get());
        List<Part> texts =
                Stream.concat(parts.plain().stream(), parts.html().stream()).toList();
        if (texts.size() > MOST_PARTS) {
            warnings.add(
                    "The message has " + texts.size() + " text parts; only the first " + MOST_PARTS + " were read.");
            texts = texts.subList(0, MOST_PARTS);
        }
        special.addAll(parts.declared());
        List<Part> wanted = Stream.concat(
                        texts.stream(), parts.meant().stream().limit(MOST_MEANT).filter(isNot(texts)))
                .toList();
        Map<String, byte[]> bodies = bodies(structure.get(), wanted);
        List<String> shownPlain = new ArrayList<>();
        List<String> shownHtml = new ArrayList<>();
        for (Part part : wanted) {
            byte[] body = bodies.get(part.section());
            if (body == null) {
                warnings.add("The text in part " + part.section() + " could not be read.");
                continue;
            }
            String text = decode(body, part);
            special.addAll(SpecialParts.read(part.contentType(), text));
            if (texts.contains(part)) {
                (part.subtype().equals("html") ? shownHtml : shownPlain).add(text);
            }
        }
        shownPlain.forEach(text -> SpecialParts.inline(text).ifPresent(special::add));
        plain = joined(shownPlain);
        html = joined(shownHtml);
        if (parts.attachments().isEmpty()
                && Stream.concat(plain.stream(), html.stream()).allMatch(String::isBlank)) {
            new LostText(connection, uid, message).find().ifPresent(this::show);
        }
        return parts.attachments();
    }

    /** A calendar entry that is the whole message is its text and has a meaning; it is fetched once. */
    private static Predicate<Part> isNot(List<Part> texts) {
        return part -> !texts.contains(part);
    }

    private Map<String, byte[]> bodies(Part structure, List<Part> wanted) {
        Map<String, byte[]> bodies = new HashMap<>();
        Map<String, byte[]> cut = message.partial("TEXT", 0)
                .map(octets -> cut(structure, octets.copy()))
                .orElse(Map.of());
        List<Part> missing = new ArrayList<>();
        for (Part part : wanted) {
            Optional<byte[]> brought = message.partial(part.section(), 0).map(Data.Octets::copy);
            brought.or(() -> Optional.ofNullable(cut.get(part.section())))
                    .ifPresent(body -> bodies.put(part.section(), body));
            if (brought.map(body -> body.length >= Speculation.FIRST).orElse(!cut.containsKey(part.section()))) {
                missing.add(part);
            }
        }
        fetch(missing, bodies);
        return bodies;
    }

    private static Map<String, byte[]> cut(Part structure, byte[] text) {
        boolean whole = text.length < Speculation.FIRST;
        return whole && !structure.isMultipart() ? Map.of(structure.section(), text) : PartsInText.of(structure, text);
    }

    /** One FETCH for each part in one flight: the answers are independent, and each may be a mebibyte. */
    private void fetch(List<Part> missing, Map<String, byte[]> bodies) {
        if (missing.isEmpty()) {
            return;
        }
        List<Reply> replies = connection.send(missing.stream()
                .map(part -> partial(part.section(), length(bodies, part)))
                .toList());
        for (int i = 0; i < missing.size(); i++) {
            String section = missing.get(i).section();
            int from = length(bodies, missing.get(i));
            Optional<byte[]> more = body(replies.get(i), section, from);
            if (more.isEmpty() && from > 0) {
                warnings.add("The rest of the text in part " + section + " could not be read.");
            }
            more.ifPresent(octets -> bodies.merge(section, octets, BodyText::joined));
        }
    }

    private static int length(Map<String, byte[]> bodies, Part part) {
        byte[] body = bodies.get(part.section());
        return body == null ? 0 : body.length;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] whole = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, whole, first.length, second.length);
        return whole;
    }

    private Command partial(String section, int from) {
        return Command.asking(
                "UID FETCH " + uid + " (UID BODY.PEEK[" + section + "]<" + from + "." + (MOST - from) + ">)");
    }

    /** A structure that the server cannot tell still has octets to show. */
    private void readRaw() {
        Optional<byte[]> brought =
                message.partial("TEXT", 0).map(Data.Octets::copy).filter(octets -> octets.length < Speculation.FIRST);
        plain = brought.or(() -> body(connection.send(partial("TEXT", 0)).orRefused(), "TEXT", 0))
                .map(raw -> TextContent.decode(raw, "8bit", "").text());
        warnings.add("The mail server could not tell the message's structure: its text is shown as it stands,"
                + " and attachments are not listed.");
    }

    private void show(String found) {
        plain = Optional.of(found);
        warnings.add("The mail server found no text in the message, so what it has is shown as it stands.");
    }

    private Optional<byte[]> body(Reply reply, String section, int from) {
        return Fetched.all(reply).stream()
                .filter(f -> f.uid().equals(Optional.of(uid)))
                .flatMap(f -> f.partial(section, from).stream())
                .map(Data.Octets::copy)
                .findFirst();
    }

    private String decode(byte[] body, Part part) {
        if (body.length >= MOST && part.size() != MOST) {
            warnings.add("The text in part " + part.section() + " is longer than 1 MiB; the rest was left out.");
        }
        TextContent.Decoded decoded = part.text(body);
        warnings.addAll(decoded.warnings());
        return decoded.text();
    }

    private static Optional<String> joined(List<String> texts) {
        return texts.isEmpty() ? Optional.empty() : Optional.of(texts.stream().collect(Collectors.joining("\n")));
    }
}
