package dev.mailmcp.attachment;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** The header that makes a browser save a file under its name (RFC 6266 §4). */
public final class ContentDisposition {
    private static final String ATTR_CHARS = "!#$&+-.^_`|~";

    private ContentDisposition() {}

    /**
     * {@code attachment; filename="…"}, and {@code filename*=UTF-8''…} (RFC 8187 §3.2) where ASCII cannot say the name. Only
     * printable ASCII, whatever the name is.
     */
    public static String attachment(String filename) {
        String plain = PlainFileName.of(filename);
        // A percent sign is replaced as well: some readers decode it even here (RFC 6266 Appendix D).
        String ascii = ascii(plain).replaceAll("[^ -~]|[\"\\\\%]", "_");
        String header = "attachment; filename=\"" + ascii + "\"";
        return ascii.equals(plain) ? header : header + "; filename*=UTF-8''" + percentEncoded(plain);
    }

    /** A short name for the end of a URL: letters, digits, dot, underscore and hyphen only. */
    public static String urlName(String filename) {
        String slug = ascii(PlainFileName.of(filename))
                .replaceAll("[^A-Za-z0-9._-]+", "-")
                .replaceAll("^[-.]+|[-.]+$", "");
        if (slug.isEmpty()) {
            return "attachment";
        }
        return slug.length() > 60 ? slug.substring(slug.length() - 60).replaceAll("^[-.]+", "") : slug;
    }

    private static String ascii(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
    }

    /** Every octet of the UTF-8 form that is not an attr-char of RFC 8187 §3.2.1. */
    public static String percentEncoded(String text) {
        var out = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || ATTR_CHARS.indexOf(c) >= 0)) {
                out.append(c);
            } else {
                out.append('%').append(String.format("%02X", (int) c));
            }
        }
        return out.toString();
    }
}
