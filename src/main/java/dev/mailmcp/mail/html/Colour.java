package dev.mailmcp.mail.html;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A colour of CSS Color 4, as far as mails use it.
 *
 * @param red 0 to 255, like the others
 */
record Colour(int red, int green, int blue) {
    static final Colour WHITE = new Colour(255, 255, 255);
    static final Colour BLACK = new Colour(0, 0, 0);
    static final Colour LINK = new Colour(0, 0, 238);
    /** Sum of the differences that no eye can tell apart. */
    private static final int INDISTINCT = 24;

    private static final Map<String, Colour> NAMED = Map.of(
            "white", WHITE, "black", BLACK, "snow", new Colour(255, 250, 250), "ivory", new Colour(255, 255, 240));
    private static final Pattern HEX = Pattern.compile("#?([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})\\b.*");
    private static final Pattern RGB =
            Pattern.compile("rgba?\\((\\d{1,3})[, ]+(\\d{1,3})[, ]+(\\d{1,3})(.{0,20})\\).*");

    /** Empty for one that is not known, and for one that shows what is behind it. */
    static Optional<Colour> of(String css) {
        String value = css.strip().toLowerCase(Locale.ROOT);
        if (NAMED.containsKey(value)) {
            return Optional.ofNullable(NAMED.get(value));
        }
        Matcher hex = HEX.matcher(value);
        if (hex.matches()) {
            String digits = hex.group(1);
            int step = digits.length() == 3 ? 1 : 2;
            return Optional.of(
                    new Colour(part(digits, 0, step), part(digits, step, step), part(digits, 2 * step, step)));
        }
        Matcher rgb = RGB.matcher(value);
        if (rgb.matches() && !isTransparent(css)) {
            return Optional.of(new Colour(
                    Integer.parseInt(rgb.group(1)), Integer.parseInt(rgb.group(2)), Integer.parseInt(rgb.group(3))));
        }
        return Optional.empty();
    }

    /** Whether nothing is seen of text in it. */
    static boolean isTransparent(String css) {
        String value = css.strip().toLowerCase(Locale.ROOT);
        return value.equals("transparent") || value.matches("rgba\\([^)]{1,40}[,/]\\s*(0|0?\\.0\\d*|0%)\\s*\\).*");
    }

    private static int part(String digits, int at, int length) {
        int value = Integer.parseInt(digits.substring(at, at + length), 16);
        return length == 1 ? value * 17 : value;
    }

    boolean isLike(Colour other) {
        return Math.abs(red - other.red) + Math.abs(green - other.green) + Math.abs(blue - other.blue) < INDISTINCT;
    }
}
