package dev.mailmcp.mail.mime;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** UTF-7 (RFC 2152), which Java does not have and delivery reports of old gateways do. */
final class Utf7 {
    private static final Pattern NAME = Pattern.compile("\\s*\"?(x-|unicode-1-1-)?utf-?7\"?\\s*");

    private Utf7() {}

    /** Whether a charset's name means it. */
    static boolean isMeant(String charset) {
        return NAME.matcher(charset.toLowerCase(Locale.ROOT)).matches();
    }

    /** Never throws: what is not UTF-7 stands for itself. */
    static String decode(byte[] octets) {
        String encoded = new String(octets, StandardCharsets.ISO_8859_1);
        var text = new StringBuilder(encoded.length());
        for (int at = 0; at < encoded.length(); ) {
            char c = encoded.charAt(at++);
            if (c != '+') {
                text.append(c);
                continue;
            }
            int end = at;
            while (end < encoded.length() && isBase64(encoded.charAt(end))) {
                end++;
            }
            if (end == at) {
                text.append('+'); // "+-" is a plus sign, and so is one before anything else.
            }
            shifted(encoded.substring(at, end), text);
            boolean closed = end < encoded.length() && encoded.charAt(end) == '-';
            at = closed ? end + 1 : end;
        }
        return text.toString();
    }

    /** UTF-16 in Base64 without padding; what is left over at the end is padding of bits. */
    private static void shifted(String base64, StringBuilder text) {
        int bits = 0;
        int held = 0;
        for (int i = 0; i < base64.length(); i++) {
            bits = bits << 6 | Base64Decoding.value(base64.charAt(i));
            held += 6;
            if (held >= 16) {
                held -= 16;
                text.append((char) (bits >> held & 0xffff));
            }
        }
    }

    private static boolean isBase64(char c) {
        return c != '-' && c != '_' && Base64Decoding.value(c) >= 0;
    }
}
