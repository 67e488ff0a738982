package dev.mailmcp.mail.mime;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** File names out of mail: decoded, and made safe to show and to save. */
public final class FileNames {
    private static final int LONGEST = 120;
    private static final int LONGEST_EXTENSION = 12;
    private static final Pattern EXTENDED = Pattern.compile("(?i)[a-z0-9_-]{2,40}'[a-z-]{0,20}'.*%[0-9a-f]{2}.*");
    private static final String UNSAFE = "<>:\"|?*\\/";

    private FileNames() {}

    /**
     * A plain file name: the last level of a path, without control, format and bidirectional characters, which hide or reorder
     * letters, and without those that Windows refuses; no dot or space at either end; at most 120 characters with the
     * extension kept. Never empty.
     *
     * @param candidate decoded; anything at all
     * @param fallback the name to take when nothing is left, itself safe
     */
    public static String safe(String candidate, String fallback) {
        String leaf = candidate.substring(Math.max(candidate.lastIndexOf('/'), candidate.lastIndexOf('\\')) + 1);
        var clean = new StringBuilder();
        leaf.codePoints().forEach(c -> {
            if (UNSAFE.indexOf(c) >= 0) {
                clean.append('_');
            } else if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                clean.append(' ');
            } else if (isVisible(c)) {
                clean.appendCodePoint(c);
            }
        });
        String name = clean.toString()
                .replaceAll(" {2,}", " ")
                .replaceAll("^[. ]+", "")
                .replaceAll("[. ]+$", "");
        return name.isEmpty() ? fallback : shortened(name);
    }

    /**
     * A parameter of Content-Type or Content-Disposition, decoded: {@code name*0*}, {@code name*1}, … put together and
     * {@code charset'language'%XX} read (RFC 2231 §3, §4), or {@code name*}, or plain {@code name} with encoded words (against
     * RFC 2047 §5, and usual) or raw eight-bit text.
     *
     * @param raw names in any case as they stand on the wire, asterisks and all; values unquoted, one character per octet. Not
     *     what a {@code jakarta.mail} ParameterList gives, which has already put parts together, wrongly for charsets it does
     *     not know.
     * @return empty when there is no such parameter or nothing in it
     */
    public static Optional<String> parameter(Map<String, String> raw, String name) {
        Map<String, String> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        parameters.putAll(raw);
        return Optional.of(value(parameters, name)).filter(value -> !value.isEmpty());
    }

    private static String value(Map<String, String> parameters, String name) {
        if (parameters.containsKey(name + "*")) {
            return ExtendedParameter.decode(parameters.getOrDefault(name + "*", ""));
        }
        if (parameters.containsKey(name + "*0") || parameters.containsKey(name + "*0*")) {
            return ExtendedParameter.join(parameters, name);
        }
        String value = parameters.getOrDefault(name, "");
        return looksExtended(value) ? ExtendedParameter.decode(value) : HeaderText.decode(value);
    }

    /** Some senders give the extended form under the plain name; therefore no plain name of ours may look like that. */
    static boolean looksExtended(String value) {
        return EXTENDED.matcher(value).matches();
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static String shortened(String name) {
        if (name.codePointCount(0, name.length()) <= LONGEST) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        boolean extended = dot > 0 && name.length() - dot <= LONGEST_EXTENSION;
        String extension = extended ? name.substring(dot) : "";
        int kept = LONGEST - extension.codePointCount(0, extension.length());
        return name.substring(0, name.offsetByCodePoints(0, kept)).replaceAll("[. ]+$", "") + extension;
    }

    /** RFC 2231's own forms. */
    private static final class ExtendedParameter {
        private static final int MOST_PARTS = 200;

        private ExtendedParameter() {}

        static String decode(String value) {
            int first = value.indexOf('\'');
            int second = first < 0 ? -1 : value.indexOf('\'', first + 1);
            String charset = second < 0 ? "" : value.substring(0, first);
            return read(percent(second < 0 ? value : value.substring(second + 1)), charset, hasWords(value));
        }

        static String join(Map<String, String> raw, String name) {
            String charset = "";
            boolean words = false;
            var octets = new StringBuilder();
            for (int n = 0; n < MOST_PARTS; n++) {
                String part = name + "*" + n;
                if (raw.containsKey(part + "*")) {
                    String value = raw.getOrDefault(part + "*", "");
                    int second = value.indexOf('\'', value.indexOf('\'') + 1);
                    if (n == 0 && second > 0) {
                        charset = value.substring(0, value.indexOf('\''));
                        value = value.substring(second + 1);
                    }
                    octets.append(percent(value));
                    words |= hasWords(value);
                } else if (raw.containsKey(part)) {
                    octets.append(raw.getOrDefault(part, ""));
                    words |= hasWords(raw.getOrDefault(part, ""));
                } else {
                    break;
                }
            }
            return read(octets.toString(), charset, words);
        }

        /** Encoded words as they stand, against RFC 2231 and seen; an escaped question mark is meant as one. */
        private static boolean hasWords(String value) {
            return value.contains("=?");
        }

        private static String read(String octets, String charset, boolean words) {
            if (words || octets.chars().anyMatch(c -> c > 0xff)) {
                return HeaderText.decode(octets);
            }
            return HeaderText.printable(Charsets.read(octets.getBytes(StandardCharsets.ISO_8859_1), charset)
                    .text());
        }

        private static String percent(String value) {
            var octets = new StringBuilder();
            for (int i = 0; i < value.length(); i++) {
                boolean escape = value.charAt(i) == '%' && i + 2 < value.length();
                int high = escape ? Character.digit(value.charAt(i + 1), 16) : -1;
                int low = escape ? Character.digit(value.charAt(i + 2), 16) : -1;
                if (high >= 0 && low >= 0) {
                    octets.append((char) (high << 4 | low));
                    i += 2;
                } else {
                    octets.append(value.charAt(i));
                }
            }
            return octets.toString();
        }
    }
}
