package dev.mailmcp.mail.mime;

import java.nio.charset.StandardCharsets;

/** Writes the {@code filename} of Content-Disposition: quoted when it can be, else in the form of RFC 2231 §3 and §4. */
final class FileNameParameter {
    private static final int LONGEST_QUOTED = 60;
    private static final int LONGEST_SEGMENT = 60;
    private static final String UNESCAPED = "!#$&+-.^_`{|}~";

    private FileNameParameter() {}

    /** @return what follows the disposition, its semicolons and folds included */
    static String of(String filename) {
        String name = HeaderFields.checked(filename, "a file name");
        boolean plain = name.length() <= LONGEST_QUOTED && name.chars().allMatch(c -> c >= ' ' && c < 0x7f);
        if (plain && !name.contains("=?") && !FileNames.looksExtended(name)) {
            return ";\r\n filename=\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        }
        StringBuilder value = new StringBuilder("UTF-8''");
        StringBuilder out = new StringBuilder();
        int segment = 0;
        boolean single = length(name) <= LONGEST_SEGMENT;
        for (int i = 0; i < name.length(); ) {
            String character = name.substring(i, name.offsetByCodePoints(i, 1));
            String escaped = escaped(character);
            if (!single && value.length() + escaped.length() > LONGEST_SEGMENT) {
                out.append(";\r\n filename*").append(segment++).append("*=").append(value);
                value.setLength(0);
            }
            value.append(escaped);
            i += character.length();
        }
        return out.append(";\r\n filename*")
                .append(single ? "" : segment + "*")
                .append("=")
                .append(value)
                .toString();
    }

    private static int length(String name) {
        return "UTF-8''".length() + escaped(name).length();
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            boolean letter = (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z');
            if (letter || (octet >= '0' && octet <= '9') || UNESCAPED.indexOf(octet) >= 0) {
                out.append((char) octet);
            } else {
                out.append("%%%02X".formatted(octet & 0xff));
            }
        }
        return out.toString();
    }
}
