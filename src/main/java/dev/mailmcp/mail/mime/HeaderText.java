package dev.mailmcp.mail.mime;

import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;

/** Decodes header text (RFC 2047). */
public final class HeaderText {
    private HeaderText() {}

    /** @param raw one character per octet */
    public static String decode(String raw) {
        try {
            String decoded = MimeUtility.decodeText(MimeUtility.unfold(raw));
            return decoded.chars().anyMatch(c -> c > 0x7f && c <= 0xff) && decoded.equals(raw)
                    ? new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                    : decoded;
        } catch (UnsupportedEncodingException _) {
            return raw;
        }
    }
}
