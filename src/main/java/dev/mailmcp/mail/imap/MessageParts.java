package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.Attachment;
import java.util.ArrayList;
import java.util.List;

/** Decides, as a mail reader would, which parts are the message's text and which are attachments. */
final class MessageParts {
    private final List<Part> plain = new ArrayList<>();
    private final List<Part> html = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();

    private MessageParts() {}

    static MessageParts of(Part root) {
        var parts = new MessageParts();
        if (root.type().equals("text") && !root.disposition().equals("attachment")) {
            // The whole message is one text: that is what it says, whatever its subtype or name.
            (root.subtype().equals("html") ? parts.html : parts.plain).add(root);
        } else {
            parts.sort(root, false);
        }
        return parts;
    }

    /** Parts that are shown one after the other as plain text. */
    List<Part> plain() {
        return plain;
    }

    List<Part> html() {
        return html;
    }

    List<Attachment> attachments() {
        return attachments;
    }

    private void sort(Part part, boolean related) {
        if (part.isMultipart()) {
            boolean aside = part.subtype().equals("related");
            for (int i = 0; i < part.children().size(); i++) {
                sort(part.children().get(i), aside && i > 0);
            }
            return;
        }
        boolean shown = !related
                && !part.disposition().equals("attachment")
                && part.rawName().isEmpty();
        if (shown && part.is("text/plain")) {
            plain.add(part);
        } else if (shown && part.is("text/html")) {
            html.add(part);
        } else {
            attachments.add(attachment(part, related));
        }
    }

    private static Attachment attachment(Part part, boolean related) {
        String cid = part.contentId().strip();
        boolean inline = part.disposition().equals("inline")
                || (related && !part.disposition().equals("attachment"));
        return new Attachment(
                part.section(),
                AttachmentName.of(part),
                part.contentType(),
                part.size(),
                decodedSize(part),
                inline,
                cid.startsWith("<") && cid.endsWith(">") ? cid.substring(1, cid.length() - 1) : cid,
                part.encoding().isEmpty() ? "7bit" : part.encoding());
    }

    /** Base64 in lines of 76 characters and CRLF carries 57 octets in 78. */
    private static long decodedSize(Part part) {
        return part.encoding().equals("base64") ? part.size() * 57 / 78 : part.size();
    }
}
