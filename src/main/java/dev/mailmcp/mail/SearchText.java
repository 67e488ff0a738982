package dev.mailmcp.mail;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes a search key as IMAP says it (RFC 9051 §6.4.4): what {@link SearchQuery} reads back to the same key. */
public final class SearchText {
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    private final Sink to;

    private SearchText(Sink to) {
        this.to = to;
    }

    /** Where the pieces go: a text for people, or a command. */
    public interface Sink {
        /** Printable ASCII as it is. */
        void plain(String ascii);

        /** An argument from outside, to be quoted as this place needs it. */
        void string(String text);
    }

    /** The key in one text, for people and models. */
    public static String of(SearchKey key) {
        var written = new StringBuilder();
        write(key, new Sink() {
            @Override
            public void plain(String ascii) {
                written.append(ascii);
            }

            @Override
            public void string(String text) {
                written.append(argument(text));
            }
        });
        return written.toString();
    }

    /** {@link SearchKey.Worded} is written in its keys. */
    public static void write(SearchKey key, Sink to) {
        new SearchText(to).write(key, true);
    }

    private static String argument(String text) {
        if (text.chars().anyMatch(c -> c == '\r' || c == '\n')) {
            return "{" + text.getBytes(StandardCharsets.UTF_8).length + "}\r\n" + text;
        }
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private void write(SearchKey key, boolean top) {
        switch (key) {
            case SearchKey.And(List<SearchKey> keys) -> and(keys, top);
            case SearchKey.Or(SearchKey first, SearchKey second) -> {
                to.plain("OR ");
                write(first, false);
                to.plain(" ");
                write(second, false);
            }
            case SearchKey.Not(SearchKey inner) -> {
                to.plain("NOT ");
                write(inner, false);
            }
            case SearchKey.Worded(String _, SearchKey keys) -> write(keys, top);
            case SearchKey.Plain(String name) -> to.plain(name);
            case SearchKey.Text(String name, String text) -> named(name, text);
            case SearchKey.Header(String field, String text) -> {
                named("HEADER", field);
                to.plain(" ");
                to.string(text);
            }
            case SearchKey.Keyword(boolean present, Flag keyword) ->
                to.plain((present ? "KEYWORD " : "UNKEYWORD ") + keyword.value());
            case SearchKey.Date(String name, LocalDate date) -> to.plain(name + " " + date(date));
            case SearchKey.Size(boolean larger, long octets) -> to.plain((larger ? "LARGER " : "SMALLER ") + octets);
            case SearchKey.Within(boolean younger, long seconds) ->
                to.plain((younger ? "YOUNGER " : "OLDER ") + seconds);
            case SearchKey.Sequence(boolean uid, String set) -> to.plain((uid ? "UID " : "") + set);
            case SearchKey.ModSeq(Optional<SearchKey.FlagChange> change, long least) -> modSeq(change, least);
            case SearchKey.Gmail(String name, String value) -> gmail(name, value);
            case SearchKey.Attached _ -> to.plain("ATTACHMENT");
            case SearchKey.FileName(String text) -> named("FILENAME", text);
        }
    }

    private void and(List<SearchKey> keys, boolean top) {
        if (keys.isEmpty()) {
            to.plain("ALL");
            return;
        }
        boolean grouped = !top && keys.size() > 1;
        to.plain(grouped ? "(" : "");
        for (int i = 0; i < keys.size(); i++) {
            to.plain(i == 0 ? "" : " ");
            write(keys.get(i), false);
        }
        to.plain(grouped ? ")" : "");
    }

    private void named(String name, String argument) {
        to.plain(name + " ");
        to.string(argument);
    }

    private void modSeq(Optional<SearchKey.FlagChange> change, long least) {
        to.plain("MODSEQ ");
        change.ifPresent(of -> {
            to.string(SearchQuery.FLAGS + of.flag());
            to.plain(" " + of.sight().name().toLowerCase(Locale.ROOT) + " ");
        });
        to.plain(Long.toString(least));
    }

    private void gmail(String name, String value) {
        if (SearchQuery.isGmailNumber(name)) {
            to.plain(name + " " + value);
        } else {
            named(name, value);
        }
    }

    /** {@code 1-Feb-2026}. */
    private static String date(LocalDate date) {
        return String.format(
                Locale.ROOT, "%d-%s-%04d", date.getDayOfMonth(), MONTHS.get(date.getMonthValue() - 1), date.getYear());
    }
}
