package dev.mailmcp.token;

import dev.mailmcp.value.InvalidValue;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long something lives, as operators write it ({@code 90s}, {@code 30m}, {@code 1h}, {@code 30d}) and as people read it. */
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

    /** In the largest unit that fits whole: "30 days", "1 hour". */
    public static String inWords(Duration life) {
        for (ChronoUnit unit : List.of(ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES)) {
            long amount = life.dividedBy(unit.getDuration());
            if (amount > 0 && life.equals(unit.getDuration().multipliedBy(amount))) {
                String name = unit.toString().toLowerCase(Locale.ROOT);
                return amount + " " + (amount == 1 ? name.substring(0, name.length() - 1) : name);
            }
        }
        return life.toSeconds() + " seconds";
    }
}
