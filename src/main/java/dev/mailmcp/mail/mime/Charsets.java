package dev.mailmcp.mail.mime;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Charset names as mail uses them, and the superset that senders really mean (WHATWG Encoding standard, labels). */
final class Charsets {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("us-ascii", "windows-1252"),
            Map.entry("ascii", "windows-1252"),
            Map.entry("ansi_x3.4-1968", "windows-1252"),
            Map.entry("iso-8859-9", "windows-1254"),
            Map.entry("iso-8859-11", "windows-874"),
            Map.entry("gb2312", "GB18030"),
            Map.entry("gb_2312-80", "GB18030"),
            Map.entry("gbk", "GB18030"),
            Map.entry("x-gbk", "GB18030"),
            Map.entry("cp936", "GB18030"),
            Map.entry("ks_c_5601-1987", "windows-949"),
            Map.entry("euc-kr", "windows-949"),
            Map.entry("shift_jis", "windows-31j"),
            Map.entry("shift-jis", "windows-31j"),
            Map.entry("x-sjis", "windows-31j"),
            Map.entry("big5", "Big5-HKSCS"),
            Map.entry("utf8", "UTF-8"),
            Map.entry("unicode-1-1-utf-8", "UTF-8"),
            Map.entry("cp-850", "IBM850"),
            Map.entry("x-unknown", "windows-1252"),
            Map.entry("unknown-8bit", "windows-1252"));

    private Charsets() {}

    /** The charset meant by a name; empty when no such charset is known here. */
    static Optional<Charset> named(String name) {
        String label = name.strip().replace("\"", "").toLowerCase(Locale.ROOT);
        try {
            return Optional.of(Charset.forName(MEANT.getOrDefault(label, label)));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
            return Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Decodes strictly as UTF-8; empty when it is not that. */
    static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /** Bytes of which nothing is known: UTF-8 when they are that, else windows-1252, which fits any byte. */
    static String guess(byte[] bytes) {
        return utf8(bytes).orElseGet(() -> new String(bytes, WINDOWS_1252));
    }

    /** Decodes with replacement characters; tells whether there were any. */
    static Loose loose(byte[] bytes, Charset charset) {
        CharBuffer text = charset.decode(ByteBuffer.wrap(bytes));
        String decoded = text.toString();
        return new Loose(decoded, decoded.indexOf('\uFFFD') >= 0);
    }

    record Loose(String text, boolean damaged) {}
}
