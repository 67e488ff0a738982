package dev.mailmcp.prompt;

import dev.mailmcp.mcp.Completer;
import dev.mailmcp.mcp.PromptArgument;
import dev.mailmcp.mcp.ToolError;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The last days, up to today in UTC. Dates stand in the prompt because a model does not know which day it is.
 *
 * @param from the first day
 */
record Span(LocalDate from, LocalDate today) {
    private static final String NAME = "days";
    private static final int MOST = 366;
    /** RFC 9051 §9, date. */
    private static final DateTimeFormatter IMAP_DATE = DateTimeFormatter.ofPattern("d-MMM-yyyy", Locale.ENGLISH);

    static PromptArgument argument(int usual) {
        return new PromptArgument(
                NAME,
                "Days",
                "How many days to look back, 1 to " + MOST + "; " + usual + " if left out",
                false,
                Completer.among(() -> List.of("7", "14", "30", "90")));
    }

    static Span of(Map<String, String> arguments, int usual, Clock clock) {
        String given = arguments.getOrDefault(NAME, "").strip();
        int days = given.isEmpty() ? usual : number(given);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return new Span(today.minusDays(days), today);
    }

    private static int number(String given) {
        if (!given.matches("[0-9]{1,3}") || Integer.parseInt(given) < 1 || Integer.parseInt(given) > MOST) {
            throw ToolError.invalidArgument(
                    NAME + " must be a whole number from 1 to " + MOST, "Leave it out for the usual span.");
        }
        return Integer.parseInt(given);
    }

    /** A search key (RFC 9051 §6.4.4). */
    String since() {
        return "SINCE " + from.format(IMAP_DATE);
    }
}
