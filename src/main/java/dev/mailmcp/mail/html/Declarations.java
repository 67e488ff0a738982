package dev.mailmcp.mail.html;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a style says (CSS Syntax 3): properties in lower case; the last of several wins, unless an earlier one is important. */
final class Declarations {
    static final Declarations NONE = new Declarations(Map.of());

    private static final int LONGEST = 4000;
    private static final Pattern LENGTH =
            Pattern.compile("(-?\\d{0,6}(?:\\.\\d{1,6})?)(px|pt|em|rem|ex|ch|in|cm|mm|pc|vw|vh|%)?(?:\\s.*)?");

    private final Map<String, String> values;

    private Declarations(Map<String, String> values) {
        this.values = values;
    }

    static Declarations of(String style) {
        if (style.isBlank()) {
            return NONE;
        }
        Map<String, String> values = new HashMap<>();
        String text = style.substring(0, Math.min(style.length(), LONGEST)).toLowerCase(Locale.ROOT);
        for (String declaration : text.split(";", -1)) {
            int colon = declaration.indexOf(':');
            if (colon > 0) {
                put(
                        values,
                        declaration.substring(0, colon).strip(),
                        declaration.substring(colon + 1).strip());
            }
        }
        return new Declarations(values);
    }

    private static void put(Map<String, String> values, String name, String value) {
        if (!values.getOrDefault(name, "").endsWith("!important") || value.endsWith("!important")) {
            values.put(name, value);
        }
    }

    /** These, unless the stronger ones say otherwise. */
    Declarations under(Declarations stronger) {
        if (values.isEmpty() || stronger.values.isEmpty()) {
            return values.isEmpty() ? stronger : this;
        }
        Map<String, String> both = new HashMap<>(values);
        stronger.values.forEach((name, value) -> put(both, name, value));
        return new Declarations(both);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** Without {@code !important}; empty when it is not said. */
    String get(String name) {
        return values.getOrDefault(name, "").replace("!important", "").strip();
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    boolean is(String name, String value) {
        return get(name).equals(value);
    }

    /** A length in pixels, other units roughly; empty for a percentage that is not 0 and for what is no length. */
    Optional<Double> pixels(String name) {
        String value = get(name);
        Matcher length = LENGTH.matcher(value);
        if (value.isEmpty()
                || !length.matches()
                || length.group(1).isEmpty()
                || length.group(1).equals("-")) {
            return Optional.empty();
        }
        double number = Double.parseDouble(length.group(1).equals(".") ? "0" : length.group(1));
        String unit = length.group(2) == null ? "px" : length.group(2);
        return switch (unit) {
            case "%", "vw", "vh" -> number == 0 ? Optional.of(0.0) : Optional.empty();
            case "em", "rem", "pc" -> Optional.of(number * 16);
            case "ex", "ch" -> Optional.of(number * 8);
            case "in" -> Optional.of(number * 96);
            case "cm" -> Optional.of(number * 38);
            case "mm" -> Optional.of(number * 3.8);
            case "pt" -> Optional.of(number * 4 / 3);
            default -> Optional.of(number);
        };
    }
}
