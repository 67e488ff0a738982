package dev.mailmcp.tool;

import dev.mailmcp.mail.Attachment;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Message;
import dev.mailmcp.mcp.ResourceContents;
import dev.mailmcp.mcp.ToolError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What is in an attachment, to be given whole: as text where it is text, otherwise as bytes. */
final class PartContents {
    /** Decoded. A result is held whole in memory and read whole by a model; what is longer has a URL. */
    static final int MOST_BYTES = 1 << 20;

    private static final Pattern TEXT =
            Pattern.compile("(text|message)/.*|application/(json|xml|yaml|x-yaml|toml|sql|javascript|.*[+](json|xml))");
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9!#$&^_.+-]{1,127}/[a-z0-9!#$&^_.+-]{1,127}");

    private PartContents() {}

    /** @throws ToolError when it is too large, whatever the message says of its size */
    static ResourceContents read(String uri, MailboxSession session, Message message, Attachment attachment) {
        if (attachment.size() > MOST_BYTES) {
            throw tooLarge(message, attachment);
        }
        byte[] bytes = download(session, message, attachment);
        String type = MEDIA_TYPE.matcher(attachment.contentType()).matches()
                ? attachment.contentType()
                : "application/octet-stream";
        if (TEXT.matcher(type).matches()) {
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
                if (text.chars().noneMatch(PartContents::tellsOfAnotherCharset)) {
                    return new ResourceContents.Text(uri, type, text);
                }
            } catch (CharacterCodingException _) {
                // In another charset, or no text at all: the bytes are not guessed at.
            }
        }
        return new ResourceContents.Blob(uri, type, bytes);
    }

    /** ISO-2022 escapes and the zeros of UTF-16 are valid UTF-8, but in no text. */
    private static boolean tellsOfAnotherCharset(int c) {
        return c == 0x1b || c == 0;
    }

    private static byte[] download(MailboxSession session, Message message, Attachment attachment) {
        var kept = new ByteArrayOutputStream();
        var bounded = new OutputStream() {
            @Override
            public void write(int octet) {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] octets, int from, int length) {
                if (kept.size() + length > MOST_BYTES) {
                    throw tooLarge(message, attachment);
                }
                kept.write(octets, from, length);
            }
        };
        try {
            session.download(message.mailbox(), message.summary().uid(), message.uidValidity(), attachment, bounded);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // Ours does not throw it.
        }
        return kept.toByteArray();
    }

    private static ToolError tooLarge(Message message, Attachment attachment) {
        return new ToolError(
                "too_large",
                "the attachment is larger than " + MOST_BYTES + " bytes, the most that is given as a resource",
                "Call get_mail_message with folder \""
                        + Shown.oneLine(message.mailbox().value()) + "\" and uid "
                        + message.summary().uid() + ": its attachment in section " + attachment.section()
                        + " has a url to download it.",
                false);
    }
}
