package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.ServerWords;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What follows OK, NO, BAD or BYE (RFC 9051 §7.1).
 *
 * @param code the response code's name in upper case; empty when there is none
 * @param arguments the rest of the code, raw
 * @param text the words for people, printable, at most 200 characters
 */
record StatusText(String code, String arguments, String text) {
    private static final int LONGEST = 200;

    static StatusText parse(byte[] rest) {
        String raw = new String(rest, StandardCharsets.UTF_8);
        int close = raw.startsWith("[") ? raw.indexOf(']') : -1;
        if (close < 0) {
            return new StatusText("", "", ServerWords.printable(raw, LONGEST));
        }
        String inside = raw.substring(1, close).strip();
        int space = inside.indexOf(' ');
        return new StatusText(
                (space < 0 ? inside : inside.substring(0, space)).toUpperCase(Locale.ROOT),
                space < 0 ? "" : inside.substring(space + 1).strip(),
                ServerWords.printable(raw.substring(close + 1), LONGEST));
    }

    boolean is(String name) {
        return code.equals(name);
    }

    /** Whether the words hold one of these, in any case. For servers that say with words what has a code. */
    boolean mentions(String... words) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (lower.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
