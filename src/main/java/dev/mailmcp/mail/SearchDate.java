package dev.mailmcp.mail;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A day as searches write it: {@code 1-Feb-2026} (RFC 9051 §9 date-text), {@code 2026-02-01} or {@code 2026/2/1}. */
public final class SearchDate {
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final Pattern IMAP = Pattern.compile("(\\d{1,2})-([a-z]{3})-(\\d{4})");
    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})([-/])(\\d{1,2})\\2(\\d{1,2})");

    private SearchDate() {}

    /** @return empty for what is no such day; never a guess which of 01/02/2026 is the month */
    public static Optional<LocalDate> of(String text) {
        String lower = text.toLowerCase(Locale.ROOT).strip();
        try {
            Matcher yearFirst = YEAR_FIRST.matcher(lower);
            if (yearFirst.matches()) {
                return Optional.of(LocalDate.of(number(yearFirst, 1), number(yearFirst, 3), number(yearFirst, 4)));
            }
            Matcher imap = IMAP.matcher(lower);
            if (imap.matches() && MONTHS.contains(imap.group(2))) {
                return Optional.of(LocalDate.of(number(imap, 3), MONTHS.indexOf(imap.group(2)) + 1, number(imap, 1)));
            }
        } catch (DateTimeException _) {
            // The day does not exist.
        }
        return Optional.empty();
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
