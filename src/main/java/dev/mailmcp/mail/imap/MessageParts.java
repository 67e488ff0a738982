package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.Attachment;
import dev.mailmcp.mail.SpecialPart;
import dev.mailmcp.mail.mime.FileNames;
import dev.mailmcp.mail.mime.SpecialParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decides, as a mail reader would, which parts are the message's text and which are attachments. */
final class MessageParts {
    private static final Map<String, String> ENDINGS = Map.ofEntries(
            Map.entry("application/pdf", ".pdf"),
            Map.entry("application/zip", ".zip"),
            Map.entry("application/json", ".json"),
            Map.entry("application/pgp-signature", ".asc"),
            Map.entry("application/pkcs7-signature", ".p7s"),
            Map.entry("image/jpeg", ".jpg"),
            Map.entry("image/png", ".png"),
            Map.entry("image/gif", ".gif"),
            Map.entry("image/svg+xml", ".svg"),
            Map.entry("text/plain", ".txt"),
            Map.entry("text/html", ".html"),
            Map.entry("text/csv", ".csv"),
            Map.entry("text/calendar", ".ics"),
            Map.entry("text/vcard", ".vcf"));

    private final List<Part> plain = new ArrayList<>();
    private final List<Part> html = new ArrayList<>();
    private final List<Part> meant = new ArrayList<>();
    private final List<SpecialPart> declared = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();

    private MessageParts() {}

    static MessageParts of(Part root) {
        var parts = new MessageParts();
        if ((root.type().equals("text") || isUntold(root))
                && !root.disposition().equals("attachment")) {
            // The whole message is one text: that is what it says, whatever its subtype or name.
            (root.subtype().equals("html") ? parts.html : parts.plain).add(root);
            parts.note(root);
        } else {
            parts.sort(root, "", false);
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

    /** Parts for programs, whose text is read for what it means and is not shown. */
    List<Part> meant() {
        return meant;
    }

    /** What parts say by their type alone. */
    List<SpecialPart> declared() {
        return declared;
    }

    List<Attachment> attachments() {
        return attachments;
    }

    private void note(Part part) {
        String name = part.fileName().orElse("");
        if (SpecialParts.isReadable(part.contentType())) {
            meant.add(part);
        }
        SpecialParts.declared(part.contentType(), part.parameters(), name, part.section())
                .ifPresent(declared::add);
    }

    /** @param within the subtype of the multipart around it */
    private void sort(Part part, String within, boolean related) {
        note(part);
        if (part.isMultipart()) {
            boolean aside = part.subtype().equals("related");
            for (int i = 0; i < part.children().size(); i++) {
                sort(part.children().get(i), part.subtype(), aside && i > 0);
            }
            return;
        }
        boolean shown = !related
                && !part.disposition().equals("attachment")
                && part.fileName().isEmpty();
        if (shown && (part.is("text/plain") || (isUntold(part) && !within.equals("encrypted")))) {
            plain.add(part);
        } else if (shown && part.is("text/html")) {
            html.add(part);
        } else {
            attachments.add(attachment(part, related));
        }
    }

    /** RFC 2045 §5.2: a part whose type cannot be read is plain text. Servers call it octets, which are sent so by PGP alone. */
    private static boolean isUntold(Part part) {
        return part.is("application/octet-stream")
                && List.of("", "7bit", "quoted-printable").contains(part.encoding())
                && part.fileName().isEmpty()
                && part.disposition().isEmpty()
                && part.contentId().isEmpty();
    }

    private static Attachment attachment(Part part, boolean related) {
        String cid = part.contentId().strip();
        boolean inline = part.disposition().equals("inline")
                || (related && !part.disposition().equals("attachment"));
        return new Attachment(
                part.section(),
                fileName(part),
                part.contentType(),
                part.size(),
                decodedSize(part),
                inline,
                cid.startsWith("<") && cid.endsWith(">") ? cid.substring(1, cid.length() - 1) : cid,
                part.encoding().isEmpty() ? "7bit" : part.encoding());
    }

    private static String fileName(Part part) {
        boolean message = part.is("message/rfc822") || part.is("message/global");
        String ending = ENDINGS.getOrDefault(part.contentType(), part.type().equals("text") ? ".txt" : ".bin");
        String fallback = message
                ? FileNames.safe(part.enclosedSubject().isBlank() ? "" : part.enclosedSubject() + ".eml", "message.eml")
                : "attachment-" + part.section().replace('.', '-') + ending;
        return FileNames.safe(part.fileName().orElse(""), fallback);
    }

    /** Base64 in lines of 76 characters and CRLF carries 57 octets in 78. */
    private static long decodedSize(Part part) {
        return part.encoding().equals("base64") ? part.size() * 57 / 78 : part.size();
    }
}
