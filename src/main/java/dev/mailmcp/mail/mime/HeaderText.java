package dev.mailmcp.mail.mime;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Header text as people wrote it: RFC 2047 in all the spellings found in mail, and raw eight-bit text. */
public final class HeaderText {
    private static final Pattern FOLD = Pattern.compile("\\r?\\n(?=[ \\t])");

    private HeaderText() {}

    /**
     * Decodes the value of an unstructured header field, a display name or a parameter. Never throws.
     *
     * @param raw one character per octet, as a mail server sent it; text that already has characters beyond Latin 1 is kept
     * @return unfolded, without control characters and without space at its ends
     */
    public static String decode(String raw) {
        if (isPlain(raw) && !raw.contains("=?")) {
            return raw.strip(); // Most of a list is: names and addresses.
        }
        String text = FOLD.matcher(raw).replaceAll("");
        StringBuilder out = new StringBuilder();
        EncodedWords words = new EncodedWords(out);
        int at = 0;
        while (at < text.length()) {
            int sign = text.indexOf("=?", at);
            if (sign < 0) {
                break;
            }
            var word = EncodedWords.at(text, sign);
            if (word.isEmpty()) {
                words.plain(eightBit(text.substring(at, sign + 2)));
                at = sign + 2;
                continue;
            }
            String between = text.substring(at, sign);
            // RFC 2047 §6.2: white space between two encoded words is not part of the text.
            if (!between.isBlank() || !words.isOpen()) {
                words.plain(eightBit(between));
            }
            words.add(word.get());
            at = word.get().end();
        }
        words.plain(eightBit(text.substring(at)));
        words.end();
        return printable(out);
    }

    /** One line of printable ASCII. */
    private static boolean isPlain(CharSequence raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c < 0x20 || c > 0x7e) {
                return false;
            }
        }
        return true;
    }

    private static String eightBit(String text) {
        boolean plain = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0xff) {
                return text;
            }
            plain &= c < 0x80 && c != 0x1b;
        }
        return plain
                ? text
                : Charsets.read(text.getBytes(StandardCharsets.ISO_8859_1), "").text();
    }

    /** Text on one line as it stands: without control characters and halves of characters, and without space at its ends. */
    public static String printable(CharSequence text) {
        if (isPlain(text)) {
            return text.toString().strip();
        }
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL -> {
                    if (c == '\t' || c == '\r' || c == '\n') {
                        out.append(' ');
                    }
                }
                case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> out.append(' ');
                case Character.SURROGATE -> out.append('\uFFFD');
                default -> out.appendCodePoint(c);
            }
        });
        return out.toString().strip();
    }
}
