package dev.mailmcp.mail.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** File names of attachments: decoded from header parameters, and made harmless. */
public final class FileNames {
    private static final int LONGEST = 120;

    private FileNames() {}

    /**
     * A plain file name: no path, no control, bidirectional or reserved characters, 120 characters at most with its extension
     * kept, never empty.
     *
     * @param fallback used when nothing is left; harmless itself
     */
    public static String safe(String candidate, String fallback) {
        String name = candidate
                .substring(Math.max(candidate.lastIndexOf('/'), candidate.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\u2028\\u2029]", "")
                .replaceAll("[<>:\"|?*]", "_")
                .strip();
        while (name.startsWith(".") || name.endsWith(".")) {
            name = name.startsWith(".")
                    ? name.substring(1)
                    : name.substring(0, name.length() - 1).strip();
        }
        if (name.isEmpty()) {
            return fallback;
        }
        if (name.length() > LONGEST) {
            int dot = name.lastIndexOf('.');
            String extension = dot > 0 && name.length() - dot <= 12 ? name.substring(dot) : "";
            int cut = LONGEST - extension.length();
            // Never between the halves of one character.
            name = name.substring(0, Character.isHighSurrogate(name.charAt(cut - 1)) ? cut - 1 : cut) + extension;
        }
        return name;
    }

    /**
     * The value of a parameter, in every form found in mail: RFC 2231 extended ({@code name*}) and in pieces ({@code name*0*},
     * {@code name*1}), RFC 2047 words (wrong there, but common), raw 8-bit.
     *
     * @param raw parameters as they stand in the header, names in any case, each char a byte
     */
    public static Optional<String> parameter(Map<String, String> raw, String name) {
        Map<String, String> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        parameters.putAll(raw);
        String extended = parameters.get(name + "*");
        if (extended != null) {
            return Optional.of(extended(extended, true));
        }
        if (parameters.containsKey(name + "*0") || parameters.containsKey(name + "*0*")) {
            return Optional.of(pieces(parameters, name));
        }
        return Optional.ofNullable(parameters.get(name)).map(HeaderText::decode).filter(value -> !value.isEmpty());
    }

    private static String pieces(Map<String, String> parameters, String name) {
        var all = new StringBuilder();
        boolean encoded = false;
        for (int i = 0; i < 100; i++) {
            String plain = parameters.get(name + "*" + i);
            String escaped = parameters.get(name + "*" + i + "*");
            if (plain == null && escaped == null) {
                break;
            }
            encoded |= escaped != null;
            // A plain piece among encoded ones is literal: its percent signs are escaped so that one pass decodes all.
            all.append(escaped != null ? escaped : String.valueOf(plain).replace("%", "%25"));
        }
        String joined = all.toString();
        return encoded ? extended(joined, joined.indexOf('\'') >= 0) : HeaderText.decode(joined.replace("%25", "%"));
    }

    /** {@code charset'language'percent-encoded}, RFC 2231 §4. */
    private static String extended(String value, boolean withCharset) {
        int first = value.indexOf('\'');
        int second = first < 0 ? -1 : value.indexOf('\'', first + 1);
        boolean marked = withCharset && second > 0;
        String charset = marked ? value.substring(0, first).toLowerCase(Locale.ROOT) : "";
        byte[] bytes = percentDecoded(marked ? value.substring(second + 1) : value);
        String text = charset.isEmpty() || charset.startsWith("utf")
                ? Charsets.guess(bytes)
                : Charsets.named(charset).map(known -> new String(bytes, known)).orElseGet(() -> Charsets.guess(bytes));
        return text.contains("=?") ? HeaderText.decode(text) : text;
    }

    private static byte[] percentDecoded(String value) {
        var out = new ByteArrayOutputStream(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            int high = c == '%' && i + 2 < value.length() ? Character.digit(value.charAt(i + 1), 16) : -1;
            int low = high >= 0 ? Character.digit(value.charAt(i + 2), 16) : -1;
            if (low >= 0) {
                out.write((high << 4) | low);
                i += 2;
            } else {
                out.writeBytes(
                        String.valueOf(c).getBytes(c < 0x100 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }
}
