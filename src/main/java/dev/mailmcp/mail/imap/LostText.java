package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.mime.TextContent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a message in which the server found none: its parts cannot be told apart, or its header has no end. Asked for only
 * when there is neither text nor an attachment, which is rare.
 */
final class LostText {
    private static final int MOST = 1 << 20;
    /** A line that is neither a field (RFC 5322 §2.2), nor goes on with one, nor begins a file of mail, nor is blank. */
    private static final Pattern NO_FIELD = Pattern.compile("(?m)^(?![!-9;-~]+[ \\t]*:|[ \\t]|>?From |\\r?$).+");

    /** What stands around parts. */
    private static final Pattern FRAME = Pattern.compile("(?mi)^(?:--|content-).*$");

    private final Connection connection;
    private final Uid uid;
    private final Fetched message;

    /** @param message with what a {@link Speculation} brought */
    LostText(Connection connection, Uid uid, Fetched message) {
        this.connection = connection;
        this.uid = uid;
        this.message = message;
    }

    /** As it stands, since how it is encoded cannot be told; empty where there is nothing but a header. */
    Optional<String> find() {
        return message.partial("TEXT", 0)
                .map(Data.Octets::copy)
                .filter(octets -> octets.length < Speculation.FIRST)
                .or(() -> fetch("TEXT"))
                .map(octets -> TextContent.decode(octets, "", "").text())
                .filter(text -> !FRAME.matcher(text).replaceAll("").isBlank())
                .or(() -> fetch("HEADER").flatMap(LostText::withinHeader));
    }

    private static Optional<String> withinHeader(byte[] header) {
        Matcher text = NO_FIELD.matcher(new String(header, StandardCharsets.ISO_8859_1));
        return text.find()
                ? Optional.of(TextContent.decode(Arrays.copyOfRange(header, text.start(), header.length), "", "")
                        .text())
                : Optional.empty();
    }

    private Optional<byte[]> fetch(String section) {
        Reply reply = connection
                .send(Command.asking("UID FETCH " + uid + " (UID BODY.PEEK[" + section + "]<0." + MOST + ">)"))
                .orRefused();
        return Fetched.all(reply).stream()
                .filter(f -> f.uid().equals(Optional.of(uid)))
                .flatMap(f -> f.partial(section, 0).stream())
                .map(Data.Octets::copy)
                .findFirst();
    }
}
