package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.mime.HeaderText;
import java.util.Map;

/** A file name that is safe to show and to save: never a path, never empty. */
final class AttachmentName {
    private static final int LONGEST = 150;
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

    private AttachmentName() {}

    static String of(Part part) {
        String given = plain(HeaderText.decode(part.rawName()));
        if (!given.isEmpty()) {
            return given;
        }
        if (part.is("message/rfc822") || part.is("message/global")) {
            return "message.eml";
        }
        String ending = ENDINGS.getOrDefault(part.contentType(), part.type().equals("text") ? ".txt" : ".bin");
        return "attachment-" + part.section().replace('.', '-') + ending;
    }

    /** The last level of a path, without what could hide or reorder its letters, short enough for a file system. */
    private static String plain(String name) {
        String leaf = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        var clean = new StringBuilder();
        leaf.codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean visible = type != Character.CONTROL
                    && type != Character.FORMAT
                    && type != Character.SURROGATE
                    && type != Character.PRIVATE_USE
                    && type != Character.UNASSIGNED
                    && type != Character.LINE_SEPARATOR
                    && type != Character.PARAGRAPH_SEPARATOR;
            clean.appendCodePoint(visible && "<>:\"|?*".indexOf(c) < 0 ? c : ' ');
        });
        String spaced = clean.toString()
                .strip()
                .replaceAll("\\s+", " ")
                .replaceFirst("^\\.+", "")
                .strip();
        int length = spaced.codePointCount(0, spaced.length());
        if (length <= LONGEST) {
            return spaced;
        }
        int dot = spaced.lastIndexOf('.');
        String ending = dot > 0 && spaced.length() - dot <= 10 ? spaced.substring(dot) : "";
        return spaced.substring(0, spaced.offsetByCodePoints(0, LONGEST - ending.length())) + ending;
    }
}
