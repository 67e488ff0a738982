package dev.mailmcp.token;

import dev.mailmcp.value.InvalidValue;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long something lives, as operators write it: {@code 90s}, {@code 30m}, {@code 1h}, {@code 30d}. */
public final class Lifetime {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})([smhd])");

    private Lifetime() {}

    /** @throws InvalidValue for any other form, and for more than ten years */
    public static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidValue("is a number with s, m, h or d behind it, such as 30m, 1h or 30d");
        }
        long amount = Long.parseLong(matcher.group(1));
        Duration duration =
                switch (matcher.group(2)) {
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    default -> Duration.ofDays(amount);
                };
        if (duration.compareTo(Duration.ofDays(3653)) > 0) {
            throw new InvalidValue("may be ten years at most");
        }
        return duration;
    }
}
