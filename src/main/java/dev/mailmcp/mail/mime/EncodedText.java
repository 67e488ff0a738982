package dev.mailmcp.mail.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Writes text as encoded words in UTF-8 (RFC 2047 §2), each whole characters and short enough for its line. */
final class EncodedText {
    private static final int LONGEST_WORD = 75;
    private static final int LONGEST_LINE = 76;
    private static final String Q = "=?UTF-8?Q?";
    private static final String B = "=?UTF-8?B?";
    private static final String END = "?=";

    private EncodedText() {}

    /**
     * @param column how much of the first line is taken
     * @return words separated by folds
     */
    static String words(String text, int column) {
        boolean base64 = q(text).length() > (text.getBytes(StandardCharsets.UTF_8).length + 2) / 3 * 4;
        List<String> words = new ArrayList<>();
        int room = Math.min(LONGEST_WORD, LONGEST_LINE - column) - Q.length() - END.length();
        var piece = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            String character = text.substring(i, text.offsetByCodePoints(i, 1));
            if (!piece.isEmpty() && length(piece + character, base64) > room) {
                words.add(word(piece.toString(), base64));
                piece.setLength(0);
                room = LONGEST_WORD - Q.length() - END.length();
            }
            piece.append(character);
            i += character.length();
        }
        words.add(word(piece.toString(), base64));
        return String.join("\r\n ", words);
    }

    private static int length(String text, boolean base64) {
        return base64 ? (text.getBytes(StandardCharsets.UTF_8).length + 2) / 3 * 4 : q(text).length();
    }

    private static String word(String text, boolean base64) {
        return base64
                ? B + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + END
                : Q + q(text) + END;
    }

    /** RFC 2047 §5 (3): the characters that may stand in a display name too. */
    private static String q(String text) {
        var out = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            boolean letter = (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z');
            if (letter || (octet >= '0' && octet <= '9') || "!*+-/".indexOf(octet) >= 0) {
                out.append((char) octet);
            } else if (octet == ' ') {
                out.append('_');
            } else {
                out.append("=%02X".formatted(octet & 0xff));
            }
        }
        return out.toString();
    }
}
