package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.Attachment;
import dev.mailmcp.mail.SpecialPart;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.mime.SpecialParts;
import dev.mailmcp.mail.mime.TextContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fetches the text of one message: of each text part its first mebibyte, of attachments nothing. */
final class BodyText {
    private static final int MOST = 1 << 20;
    /** Text parts that are fetched; a message with more is a construction. */
    private static final int MOST_PARTS = 20;
    /** Parts for programs, likewise. */
    private static final int MOST_MEANT = 5;

    private final Connection connection;
    private final Uid uid;
    private final List<String> warnings = new ArrayList<>();
    private final List<SpecialPart> special = new ArrayList<>();
    private Optional<String> plain = Optional.empty();
    private Optional<String> html = Optional.empty();

    BodyText(Connection connection, Uid uid) {
        this.connection = connection;
        this.uid = uid;
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
        // One FETCH for each part in one flight: the answers are independent, and each may be a mebibyte.
        List<Part> wanted = Stream.concat(
                        texts.stream(), parts.meant().stream().limit(MOST_MEANT).filter(isNot(texts)))
                .toList();
        List<Reply> replies = connection.send(wanted.stream()
                .map(part ->
                        Command.asking("UID FETCH " + uid + " (UID BODY.PEEK[" + part.section() + "]<0." + MOST + ">)"))
                .toList());
        List<String> shownPlain = new ArrayList<>();
        List<String> shownHtml = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            Part part = wanted.get(i);
            Optional<byte[]> body = body(replies.get(i), part.section());
            if (body.isEmpty()) {
                warnings.add("The text in part " + part.section() + " could not be read.");
                continue;
            }
            String text = decode(body.get(), part);
            special.addAll(SpecialParts.read(part.contentType(), text));
            if (i < texts.size()) {
                (part.subtype().equals("html") ? shownHtml : shownPlain).add(text);
            }
        }
        shownPlain.forEach(text -> SpecialParts.inline(text).ifPresent(special::add));
        plain = joined(shownPlain);
        html = joined(shownHtml);
        return parts.attachments();
    }

    /** A calendar entry that is the whole message is its text and has a meaning; it is fetched once. */
    private static Predicate<Part> isNot(List<Part> texts) {
        return part -> !texts.contains(part);
    }

    /** A structure that the server cannot tell still has octets to show. */
    private void readRaw() {
        Reply reply = connection
                .send(Command.asking("UID FETCH " + uid + " (UID BODY.PEEK[TEXT]<0." + MOST + ">)"))
                .orRefused();
        plain = body(reply, "TEXT")
                .map(raw -> TextContent.decode(raw, "8bit", "").text());
        warnings.add("The mail server could not tell the message's structure: its text is shown as it stands,"
                + " and attachments are not listed.");
    }

    private Optional<byte[]> body(Reply reply, String section) {
        return Fetched.all(reply).stream()
                .filter(f -> f.uid().equals(Optional.of(uid)))
                .flatMap(f -> f.partial(section, 0).stream())
                .map(Data.Octets::copy)
                .findFirst();
    }

    private String decode(byte[] body, Part part) {
        if (body.length >= MOST && part.size() != MOST) {
            warnings.add("The text in part " + part.section() + " is longer than 1 MiB; the rest was left out.");
        }
        TextContent.Decoded decoded = TextContent.decode(body, part.encoding(), part.charset());
        warnings.addAll(decoded.warnings());
        return part.isFlowed() ? TextContent.unflow(decoded.text(), part.deletesSpace()) : decoded.text();
    }

    private static Optional<String> joined(List<String> texts) {
        return texts.isEmpty() ? Optional.empty() : Optional.of(texts.stream().collect(Collectors.joining("\n")));
    }
}
