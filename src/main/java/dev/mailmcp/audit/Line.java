package dev.mailmcp.audit;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One line of {@code key=value} pairs. A value that is more than a plain word stands in quotes, with everything escaped that
 * could end the quotes, the line, or the honesty of a terminal: whatever a stranger chose as a name, it stays one value.
 */
final class Line {
    /** Most characters of a value before escaping. */
    static final int LONGEST = 200;

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:@/+-]+");

    private final StringBuilder text;

    Line(String event) {
        this.text = new StringBuilder("event=").append(event);
    }

    Line with(String key, String value) {
        text.append(' ').append(key).append('=');
        if (PLAIN.matcher(value).matches() && value.length() <= LONGEST) {
            text.append(value);
        } else {
            text.append('"');
            value.chars().limit(LONGEST).forEach(this::escaped);
            text.append('"');
        }
        return this;
    }

    Line with(String key, Enum<?> value) {
        return with(key, value.name().toLowerCase(Locale.ROOT));
    }

    private void escaped(int c) {
        if (c == '"' || c == '\\') {
            text.append('\\').append((char) c);
        } else if (c >= ' ' && c < 0x7f) {
            text.append((char) c);
        } else {
            text.append(String.format(Locale.ROOT, "\\u%04x", c));
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
