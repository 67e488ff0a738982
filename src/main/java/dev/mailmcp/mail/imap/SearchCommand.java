package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.SearchKey;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** Writes a search key as IMAP says it (RFC 9051 §6.4.4). */
final class SearchCommand {
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    private SearchCommand() {}

    /**
     * CHARSET only when needed: servers refuse it, or find nothing without it.
     *
     * @param range sequence numbers to look at; empty for all
     */
    static Command of(SearchKey key, String range) {
        Command command = Command.asking(isAscii(key) ? "UID SEARCH " : "UID SEARCH CHARSET UTF-8 ");
        return write(range.isEmpty() ? command : command.text(range + " "), key, true);
    }

    static boolean isAscii(SearchKey key) {
        return switch (key) {
            case SearchKey.And(List<SearchKey> keys) -> keys.stream().allMatch(SearchCommand::isAscii);
            case SearchKey.Or(SearchKey first, SearchKey second) -> isAscii(first) && isAscii(second);
            case SearchKey.Not(SearchKey inner) -> isAscii(inner);
            case SearchKey.Text text -> isAscii(text.text());
            case SearchKey.Header header -> isAscii(header.text());
            case SearchKey.Plain _,
                    SearchKey.Keyword _,
                    SearchKey.Date _,
                    SearchKey.Size _,
                    SearchKey.Within _,
                    SearchKey.Sequence _ -> true;
        };
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static Command write(Command to, SearchKey key, boolean top) {
        return switch (key) {
            case SearchKey.And(List<SearchKey> keys) -> and(to, keys, top);
            case SearchKey.Or(SearchKey first, SearchKey second) ->
                write(write(to.text("OR "), first, false).text(" "), second, false);
            case SearchKey.Not(SearchKey inner) -> write(to.text("NOT "), inner, false);
            case SearchKey.Plain(String name) -> to.text(name);
            case SearchKey.Text(String name, String text) -> to.text(name + " ").string(text);
            case SearchKey.Header(String field, String text) ->
                to.text("HEADER ").string(field).text(" ").string(text);
            case SearchKey.Keyword(boolean present, var keyword) ->
                to.text((present ? "KEYWORD " : "UNKEYWORD ") + keyword.value());
            case SearchKey.Date(String name, LocalDate date) -> to.text(name + " " + date(date));
            case SearchKey.Size(boolean larger, long octets) -> to.text((larger ? "LARGER " : "SMALLER ") + octets);
            case SearchKey.Within(boolean younger, long seconds) ->
                to.text((younger ? "YOUNGER " : "OLDER ") + seconds);
            case SearchKey.Sequence(boolean uid, String set) -> to.text((uid ? "UID " : "") + set);
        };
    }

    private static Command and(Command to, List<SearchKey> keys, boolean top) {
        if (keys.isEmpty()) {
            return to.text("ALL");
        }
        boolean grouped = !top && keys.size() > 1;
        Command command = grouped ? to.text("(") : to;
        for (int i = 0; i < keys.size(); i++) {
            command = write(i == 0 ? command : command.text(" "), keys.get(i), false);
        }
        return grouped ? command.text(")") : command;
    }

    /** {@code 1-Feb-2026}. */
    private static String date(LocalDate date) {
        return String.format(
                Locale.ROOT, "%d-%s-%04d", date.getDayOfMonth(), MONTHS.get(date.getMonthValue() - 1), date.getYear());
    }
}
