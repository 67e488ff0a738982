package dev.mailmcp.mail.mime;

import java.util.Arrays;

/** Base64 as found in the wild: other characters are skipped, missing padding is forgiven, a lone last character is dropped. */
final class Base64Text {
    private Base64Text() {}

    static byte[] decode(String text) {
        byte[] out = new byte[text.length() * 3 / 4 + 3];
        var decoder = new Bits();
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            length += decoder.take(text.charAt(i), out, length);
        }
        return Arrays.copyOf(out, length);
    }

    /** The value of a base64 character (RFC 4648 §4, the URL-safe alphabet too), or -1. */
    private static int value(int c) {
        return switch (c) {
            case '+', '-' -> 62;
            case '/', '_' -> 63;
            default ->
                c >= 'A' && c <= 'Z'
                        ? c - 'A'
                        : c >= 'a' && c <= 'z' ? c - 'a' + 26 : c >= '0' && c <= '9' ? c - '0' + 52 : -1;
        };
    }

    /** Collects six bits a character and gives out whole bytes: correct at any cut, also within a stream. */
    static final class Bits {
        private int buffer;
        private int bits;

        /** @return 1 when a byte was put at {@code at}, else 0 */
        int take(int character, byte[] out, int at) {
            int value = value(character);
            if (value < 0) {
                if (character == '=') {
                    bits = 0; // Padding ends a quantum; concatenated encodings start anew.
                }
                return 0;
            }
            buffer = (buffer << 6) | value;
            bits += 6;
            if (bits >= 8) {
                bits -= 8;
                out[at] = (byte) (buffer >> bits);
                return 1;
            }
            return 0;
        }
    }
}
