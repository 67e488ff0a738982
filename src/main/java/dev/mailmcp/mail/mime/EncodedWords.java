package dev.mailmcp.mail.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes encoded words (RFC 2047 §2). The octets of neighbours in one charset are put together before they are read, because
 * senders cut through the middle of characters.
 */
final class EncodedWords {
    // Spaces around the parts are wrong and seen; a language after * is RFC 2231 §5.
    private static final Pattern OPENING =
            Pattern.compile("=\\?\\s{0,3}([^?\\s*]{1,60})(?:\\*[^?\\s]{0,40})?\\s{0,3}\\?\\s{0,3}([BbQq])\\s{0,3}\\?");

    private static final Pattern NO_BASE64 = Pattern.compile("[^A-Za-z0-9+/_-]");

    /** RFC 2047 §2 says 75; whole subjects are found. */
    private static final int LONGEST = 10_000;

    private final StringBuilder out;
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private String charset = "";
    private String restOfBase64 = "";
    private boolean open;

    EncodedWords(StringBuilder out) {
        this.out = out;
    }

    /** @param end the index after the word */
    record Word(String charset, boolean base64, String text, int end) {}

    /** The encoded word that begins at an index. One that is cut off by the end of the text counts too. */
    static Optional<Word> at(String text, int from) {
        Matcher opening = OPENING.matcher(text).region(from, Math.min(text.length(), from + 200));
        if (!opening.lookingAt()) {
            return Optional.empty();
        }
        int start = opening.end();
        boolean base64 = opening.group(2).equalsIgnoreCase("B");
        int limit = Math.min(text.length(), start + LONGEST);
        int end = text.indexOf("?=", start, limit);
        int next = text.indexOf("=?", start, limit);
        boolean cutOff = end < 0 || (next >= 0 && next < end - 1);
        if (cutOff && (next >= 0 || start == text.length() || limit < text.length())) {
            return Optional.empty();
        }
        String content = text.substring(start, cutOff ? text.length() : end);
        if (base64 && content.indexOf('?') >= 0) {
            return Optional.empty();
        }
        return Optional.of(new Word(opening.group(1), base64, content, cutOff ? text.length() : end + 2));
    }

    /** Whether the last thing added was an encoded word. */
    boolean isOpen() {
        return open;
    }

    void plain(String text) {
        if (!text.isEmpty()) {
            endRun();
            open = false;
            out.append(text);
        }
    }

    /** Nothing more is added. */
    void end() {
        endRun();
    }

    void add(Word word) {
        if (!word.charset().equalsIgnoreCase(charset)) {
            endRun();
        }
        open = true;
        charset = word.charset();
        if (word.base64()) {
            addBase64(restOfBase64 + word.text());
        } else {
            endBase64();
            addQ(word.text());
        }
    }

    private void addBase64(String text) {
        String characters = NO_BASE64.matcher(text).replaceAll("");
        restOfBase64 = text.indexOf('=') < 0 ? rest(characters) : "";
        writeBase64(characters.substring(0, characters.length() - restOfBase64.length()));
    }

    /** Characters of a quantum that the sender cut: its spare bits are in use, which they are not when padding is missing. */
    private static String rest(String characters) {
        int length = characters.length() % 4;
        if (length == 0) {
            return "";
        }
        int last = Base64Decoding.value(characters.charAt(characters.length() - 1));
        int spare = length == 2 ? 0x0f : length == 3 ? 0x03 : 0x3f;
        return length == 1 || (last & spare) != 0 ? characters.substring(characters.length() - length) : "";
    }

    private void endBase64() {
        if (!restOfBase64.isEmpty()) {
            writeBase64(restOfBase64);
            restOfBase64 = "";
        }
    }

    private void writeBase64(String characters) {
        byte[] encoded = characters.getBytes(StandardCharsets.US_ASCII);
        octets.writeBytes(TransferDecoding.whole(encoded, "base64").octets());
    }

    private void addQ(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '=' && i + 2 < text.length() && hex(text, i + 1) >= 0) {
                octets.write(hex(text, i + 1));
                i += 2;
            } else if (c == '_') {
                octets.write(' ');
            } else if (c <= 0xff) {
                octets.write(c);
            } else {
                octets.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static int hex(String text, int at) {
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private void endRun() {
        endBase64();
        if (octets.size() > 0) {
            out.append(Charsets.read(octets.toByteArray(), charset).text());
            octets.reset();
        }
        charset = "";
    }
}
