package dev.mailmcp.mail.mime;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which charset octets are in: what they were declared to be, unless they tell better themselves. */
final class Charsets {
    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** Names mean the larger set that senders use under them, and names Java does not know. */
    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("usascii", "windows-1252"),
            Map.entry("ascii", "windows-1252"),
            Map.entry("ansix3.41968", "windows-1252"),
            Map.entry("iso88591", "windows-1252"),
            Map.entry("88591", "windows-1252"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("iso88599", "windows-1254"),
            Map.entry("iso885911", "x-windows-874"),
            Map.entry("tis620", "x-windows-874"),
            Map.entry("windows874", "x-windows-874"),
            Map.entry("iso88596i", "ISO-8859-6"),
            Map.entry("iso88598i", "ISO-8859-8"),
            Map.entry("gb2312", "GB18030"),
            Map.entry("gb231280", "GB18030"),
            Map.entry("csgb2312", "GB18030"),
            Map.entry("gbk", "GB18030"),
            Map.entry("cp936", "GB18030"),
            Map.entry("windows936", "GB18030"),
            Map.entry("xgbk", "GB18030"),
            Map.entry("hzgb2312", "GB18030"),
            Map.entry("big5", "Big5-HKSCS"),
            Map.entry("xxbig5", "Big5-HKSCS"),
            Map.entry("cp950", "x-windows-950"),
            Map.entry("shiftjis", "windows-31j"),
            Map.entry("sjis", "windows-31j"),
            Map.entry("xsjis", "windows-31j"),
            Map.entry("cp932", "windows-31j"),
            Map.entry("iso2022jp", "x-windows-50221"),
            Map.entry("csiso2022jp", "x-windows-50221"),
            Map.entry("euckr", "x-windows-949"),
            Map.entry("ksc56011987", "x-windows-949"),
            Map.entry("ksc5601", "x-windows-949"),
            Map.entry("cp949", "x-windows-949"),
            Map.entry("windows949", "x-windows-949"),
            Map.entry("macintosh", "x-MacRoman"),
            Map.entry("macroman", "x-MacRoman"),
            Map.entry("utf7", "UTF-8"), // Its octets are made that first.
            Map.entry("unicode11utf7", "UTF-8"),
            Map.entry("utf8", "UTF-8"),
            Map.entry("xutf8", "UTF-8"),
            Map.entry("utf8mb4", "UTF-8"),
            Map.entry("unicode11utf8", "UTF-8"),
            Map.entry("utf8sig", "UTF-8"),
            Map.entry("ucs2", "UTF-16"),
            Map.entry("iso10646ucs2", "UTF-16"),
            Map.entry("iso646us", "windows-1252"),
            Map.entry("isoir100", "windows-1252"),
            Map.entry("l1", "windows-1252"),
            Map.entry("cngb", "GB18030"),
            Map.entry("cnbig5", "Big5-HKSCS"),
            Map.entry("mskanji", "windows-31j"),
            Map.entry("iso2022jpms", "x-windows-50221"),
            Map.entry("cseuckr", "x-windows-949"),
            Map.entry("xmacroman", "x-MacRoman"),
            Map.entry("xmaccyrillic", "x-MacCyrillic"));
    /** What separates a charset's name from what should not stand beside it. */
    private static final Pattern BESIDE =
            Pattern.compile("[\\s,;=/$\"']+|_(?=iso)|\\.(?=utf)", Pattern.CASE_INSENSITIVE);

    private static final int LONGEST_NAME = 100;

    private static final Pattern DECORATION = Pattern.compile("[\\s\"'_-]");

    private Charsets() {}

    /**
     * Octets read as text.
     *
     * @param exact whether every octet had a meaning in the charset that was used
     */
    record Text(String text, Charset charset, boolean exact) {}

    /** The charset meant by a name found in mail, a locale's or the first of several; empty for one that nobody knows. */
    static Optional<Charset> named(String name) {
        if (name.isBlank()) {
            return Optional.empty(); // As with most texts that are plain ASCII.
        }
        return single(name)
                .or(() -> Arrays.stream(BESIDE.split(name.substring(0, Math.min(name.length(), LONGEST_NAME)), -1))
                        .filter(part -> part.length() > 3)
                        .flatMap(part -> single(part).stream())
                        .findFirst());
    }

    private static Optional<Charset> single(String name) {
        String key = DECORATION.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
        String java = MEANT.getOrDefault(key, name.strip().replace("\"", "").replace("'", ""));
        try {
            return Optional.of(Charset.forName(java));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
            return windows(key);
        }
    }

    /**
     * Reads octets. A declaration of ASCII or Latin 1 yields to valid UTF-8, to which it cannot be mistaken; a declaration of
     * UTF-8 that is mostly wrong, and no declaration at all, yield to Windows-1252.
     *
     * @param declared the charset's name; empty when there is none
     */
    static Text read(byte[] octets, String declared) {
        if (Utf7.isMeant(declared)) {
            return new Text(Utf7.decode(octets), StandardCharsets.UTF_8, true);
        }
        Optional<Text> marked = byMark(octets);
        if (marked.isPresent()) {
            return marked.get();
        }
        Charset charset = named(declared).orElse(WINDOWS_1252);
        if (charset.equals(StandardCharsets.UTF_16)) {
            return leniently(octets, isLittleEndian(octets) ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE);
        }
        Optional<Text> cut = readCutOff(octets, charset);
        if (cut.isPresent()) {
            return cut.get();
        }
        if (charset.equals(WINDOWS_1252)) {
            boolean shifted = isShiftedJapanese(octets);
            Charset better = shifted ? named("iso-2022-jp").orElse(charset) : StandardCharsets.UTF_8;
            Optional<String> exact = strictly(octets, better);
            return exact.map(text -> new Text(text, better, true)).orElseGet(() -> leniently(octets, charset));
        }
        Text text = leniently(octets, charset);
        return charset.equals(StandardCharsets.UTF_8) && !text.exact() && isRatherLatin(text.text())
                ? leniently(octets, WINDOWS_1252)
                : text;
    }

    /** UTF-8 that ends within a character, as the beginning of a long text does; the half character is left out. */
    private static Optional<Text> readCutOff(byte[] octets, Charset charset) {
        int length = octets.length;
        for (int back = 1; back <= 3 && back <= length; back++) {
            int lead = at(octets, length - back);
            int needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1;
            if (needed > back) {
                return strictly(Arrays.copyOf(octets, length - back), StandardCharsets.UTF_8)
                        .filter(_ -> charset.equals(WINDOWS_1252) || charset.equals(StandardCharsets.UTF_8))
                        // A short text in Latin 1 may end in one accented letter.
                        .filter(text -> text.chars().anyMatch(c -> c > 0x7f) || length > 1000)
                        .map(text -> new Text(text, StandardCharsets.UTF_8, true));
            }
            if (lead < 0x80 || lead > 0xbf) {
                break;
            }
        }
        return Optional.empty();
    }

    private static Text leniently(byte[] octets, Charset charset) {
        return strictly(octets, charset)
                .map(text -> new Text(text, charset, true))
                .orElseGet(() -> new Text(new String(octets, charset), charset, false));
    }

    static Optional<String> strictly(byte[] octets, Charset charset) {
        try {
            CharBuffer chars = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(octets));
            return Optional.of(chars.toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    private static Optional<Text> byMark(byte[] octets) {
        int first = at(octets, 0) << 8 | at(octets, 1);
        if (first == 0xEFBB && at(octets, 2) == 0xBF) {
            Text text = leniently(octets, StandardCharsets.UTF_8);
            return Optional.of(new Text(text.text().substring(1), text.charset(), text.exact()));
        }
        if (first == 0xFEFF || first == 0xFFFE) {
            return Optional.of(leniently(octets, StandardCharsets.UTF_16));
        }
        return Optional.empty();
    }

    /** Without a mark the order is big-endian (RFC 2781 §4.3), unless the zeros and spaces of ordinary text stand the other way. */
    private static boolean isLittleEndian(byte[] octets) {
        int balance = 0;
        for (int i = 0; i + 1 < octets.length; i += 2) {
            balance += octets[i + 1] == 0 ? 1 : 0;
            balance -= octets[i] == 0 ? 1 : 0;
        }
        return balance > 0;
    }

    /** RFC 1468: seven-bit text that shifts to a Japanese set. No other text has these escapes. */
    private static boolean isShiftedJapanese(byte[] octets) {
        boolean shifts = false;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] < 0) {
                return false;
            }
            int next = at(octets, i + 1) << 8 | at(octets, i + 2);
            shifts |= octets[i] == 0x1b && (next == ('$' << 8 | 'B') || next == ('$' << 8 | '@'));
        }
        return shifts;
    }

    /** One stray octet, or a character cut in half, does not make UTF-8 something else. */
    private static boolean isRatherLatin(String text) {
        long replaced = text.chars().filter(c -> c == 0xFFFD).count();
        long meaningful = text.chars().filter(c -> c > 0x7f && c != 0xFFFD).count();
        return replaced > meaningful;
    }

    private static Optional<Charset> windows(String key) {
        // windows1251, cp-1251, x-cp1251, win-1251, ansi-1251
        String number = key.replaceFirst("^(x?cp|x?windows|win|ansi|msdos|ibm)", "");
        if (!number.matches("[0-9]{3,4}")) {
            return Optional.empty();
        }
        String name = (number.startsWith("125") ? "windows-" : "IBM") + number;
        return Charset.isSupported(name) ? Optional.of(Charset.forName(name)) : Optional.empty();
    }

    private static int at(byte[] octets, int index) {
        return index < octets.length ? octets[index] & 0xff : 0;
    }
}
