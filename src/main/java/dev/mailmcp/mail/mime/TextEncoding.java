package dev.mailmcp.mail.mime;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Gives a text part the transfer encoding that suits it: as it is, quoted-printable, or Base64 (RFC 2045 §6). */
final class TextEncoding {
    private static final int COMFORTABLE_LINE = 78;
    private static final int QUOTED_LINE = 76;

    private TextEncoding() {}

    /** @param body ends in CRLF */
    record Encoded(String name, String body) {}

    /** @param text with any line ends */
    static Encoded of(String text) {
        String lines = text.replace("\r\n", "\n").replace('\r', '\n').replace("\0", "");
        if (!lines.endsWith("\n")) {
            lines += "\n";
        }
        if (isPlain(lines)) {
            return new Encoded("7bit", lines.replace("\n", "\r\n"));
        }
        String quoted = quotedPrintable(lines);
        byte[] octets = lines.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        String base64 = Base64.getMimeEncoder().encodeToString(octets) + "\r\n";
        return quoted.length() <= base64.length()
                ? new Encoded("quoted-printable", quoted)
                : new Encoded("base64", base64);
    }

    /** Nothing a relay might touch, and no boundary of ours. */
    private static boolean isPlain(String lines) {
        int start = 0;
        for (int i = 0; i < lines.length(); i++) {
            char c = lines.charAt(i);
            if (c == '\n') {
                boolean trailing = i > start && lines.charAt(i - 1) <= ' ';
                boolean signature = i - start == 3 && lines.startsWith("-- ", start);
                if (i - start > COMFORTABLE_LINE || (trailing && !signature) || lines.startsWith("From ", start)) {
                    return false;
                }
                start = i + 1;
            } else if (c > 0x7e || (c < ' ' && c != '\t')) {
                return false;
            }
        }
        return !lines.contains("--=_");
    }

    private static String quotedPrintable(String lines) {
        StringBuilder out = new StringBuilder(lines.length() * 2);
        for (String line : lines.substring(0, lines.length() - 1).split("\n", -1)) {
            quoteLine(line, out);
            out.append("\r\n");
        }
        return out.toString();
    }

    private static void quoteLine(String line, StringBuilder out) {
        byte[] octets = line.getBytes(StandardCharsets.UTF_8);
        int column = 0;
        for (int i = 0; i < octets.length; i++) {
            int octet = octets[i] & 0xff;
            boolean last = i == octets.length - 1;
            boolean space = octet == ' ' || octet == '\t';
            boolean fromLine = i == 0 && line.startsWith("From ");
            boolean bare = (octet > ' ' && octet < 0x7f && octet != '=' && !fromLine) || (space && !last);
            int width = bare ? 1 : 3;
            // Room for the "=" of a soft break, unless this ends the line.
            if (column + width > (last ? QUOTED_LINE : QUOTED_LINE - 1)) {
                out.append("=\r\n");
                column = 0;
            }
            out.append(bare ? String.valueOf((char) octet) : "=%02X".formatted(octet));
            column += width;
        }
    }
}
