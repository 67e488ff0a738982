package dev.mailmcp.mail.mime;

import dev.mailmcp.mail.HeaderField;
import java.util.ArrayList;
import java.util.List;

/** Reads a block of header fields (RFC 5322 §2.2). */
public final class HeaderBlock {
    private static final int MOST_FIELDS = 1000;

    private HeaderBlock() {}

    /**
     * Never throws: what is no field is left out, what follows the first blank line is not looked at, control characters are
     * taken out.
     *
     * @param octets lines ended by CRLF or LF; may be cut off anywhere
     * @return in their order
     */
    public static List<HeaderField> read(byte[] octets) {
        String text = Charsets.read(octets, "").text();
        List<HeaderField> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int at = 0; at < text.length() && fields.size() < MOST_FIELDS; ) {
            int end = text.indexOf('\n', at);
            String line = text.substring(at, end < 0 ? text.length() : end);
            at = end < 0 ? text.length() : end + 1;
            line = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (line.isEmpty()) {
                break;
            }
            if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
                field.append(line);
            } else {
                add(fields, field);
                field = new StringBuilder(line);
            }
        }
        add(fields, field);
        return List.copyOf(fields);
    }

    private static void add(List<HeaderField> fields, StringBuilder field) {
        int colon = field.indexOf(":");
        String name = colon < 0 ? "" : field.substring(0, colon).strip();
        if (!name.isEmpty() && name.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            fields.add(new HeaderField(name, HeaderText.printable(field.substring(colon + 1))));
        }
    }
}
