package dev.mailmcp.mail.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Header text as people read it: RFC 2047 encoded words as found in the wild, raw 8-bit text, folding undone. */
public final class HeaderText {
    // RFC 2047 §2, but lenient: spaces within the text are taken, the RFC 2231 §5 language tag is dropped.
    private static final Pattern WORD =
            Pattern.compile("=\\?([^?*\\s]{1,60})(?:\\*[^?\\s]{0,20})?\\?([bBqQ])\\?([^?]*)\\?=");
    private static final Pattern UNWANTED = Pattern.compile("[\\p{Cc}&&[^\\t]]");

    private HeaderText() {}

    /**
     * Decodes an unstructured field's or phrase's text. Never throws; what cannot be decoded stays as it is.
     *
     * @param raw text, or bytes of the wire as Latin-1 characters (char = byte)
     */
    public static String decode(String raw) {
        String unfolded = raw.replaceAll("\\r?\\n[ \\t]+", " ");
        String text = fromWire(unfolded);
        return UNWANTED.matcher(words(text)).replaceAll("").strip();
    }

    /** Raw 8-bit header text: each char a byte, then it is UTF-8 or else windows-1252. Anything else is text already. */
    private static String fromWire(String text) {
        boolean bytes = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0xff) {
                return text;
            }
            bytes |= c >= 0x80;
        }
        return bytes ? Charsets.guess(text.getBytes(StandardCharsets.ISO_8859_1)) : text;
    }

    private static String words(String text) {
        Matcher matcher = WORD.matcher(text);
        var out = new StringBuilder();
        var pending =
                new ByteArrayOutputStream(); // Adjacent words of one charset: a character may be split between them.
        Optional<Charset> charset = Optional.empty();
        int end = 0;
        while (matcher.find()) {
            Optional<Charset> next = Charsets.named(matcher.group(1));
            String between = text.substring(end, matcher.start());
            boolean adjacent = end > 0 && between.isBlank();
            if (!adjacent || !next.equals(charset)) {
                flush(pending, charset, out);
            }
            if (!adjacent) {
                out.append(between);
            }
            if (next.isEmpty()) {
                out.append(matcher.group());
            } else {
                pending.writeBytes(bytes(matcher.group(2), matcher.group(3)));
            }
            charset = next;
            end = matcher.end();
        }
        flush(pending, charset, out);
        return out.append(text.substring(end)).toString();
    }

    private static void flush(ByteArrayOutputStream pending, Optional<Charset> charset, StringBuilder out) {
        if (pending.size() > 0) {
            byte[] bytes = pending.toByteArray();
            // Declared charsets lie; bytes that are UTF-8 beyond ASCII hardly ever are anything else.
            out.append(charset.filter(declared -> !declared.name().startsWith("windows-125"))
                    .map(declared -> new String(bytes, declared))
                    .orElseGet(() -> single(bytes, charset)));
            pending.reset();
        }
    }

    private static String single(byte[] bytes, Optional<Charset> charset) {
        return Charsets.utf8(bytes)
                .orElseGet(() -> charset.map(known -> new String(bytes, known)).orElseGet(() -> Charsets.guess(bytes)));
    }

    private static byte[] bytes(String encoding, String text) {
        return encoding.toLowerCase(Locale.ROOT).equals("b") ? Base64Text.decode(text) : quoted(text);
    }

    /** The Q encoding, RFC 2047 §4.2: an underscore is a space. */
    private static byte[] quoted(String text) {
        var out = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '=' && hex(text, i + 1) >= 0) {
                out.write(hex(text, i + 1));
                i += 2;
            } else {
                out.writeBytes(String.valueOf(c == '_' ? ' ' : c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    private static int hex(String text, int at) {
        if (at + 1 >= text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : (high << 4) | low;
    }
}
