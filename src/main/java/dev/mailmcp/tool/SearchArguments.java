package dev.mailmcp.tool;

import dev.mailmcp.mail.SearchDate;
import dev.mailmcp.mail.SearchKey;
import dev.mailmcp.mail.SearchLanguage;
import dev.mailmcp.mail.WordQuery.Words;
import dev.mailmcp.mcp.Arguments;
import dev.mailmcp.mcp.Parameter;
import dev.mailmcp.mcp.ToolError;
import dev.mailmcp.value.InvalidValue;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What to search for: a query, and filters that must match as well. */
final class SearchArguments {
    static final Parameter<String> QUERY = Parameter.text(
                    "query",
                    "As in Gmail (from:ann has:attachment is:unread newer_than:7d -\"phrase\" a OR b) or IMAP SEARCH"
                            + " (FROM \"ann\" SINCE 1-Oct-2026 UNSEEN); optional with a filter below")
            .otherwise("");

    private static final Parameter<Optional<LocalDate>> SINCE = Parameter.text("since", "From this day on, 2026-10-01")
            .as(SearchArguments::day)
            .optional();
    private static final Parameter<Optional<LocalDate>> BEFORE =
            Parameter.text("before", "Before this day").as(SearchArguments::day).optional();
    private static final Parameter<Optional<Boolean>> UNREAD =
            Parameter.truth("unread", "false: read ones only").optional();
    private static final Parameter<Optional<Boolean>> FLAGGED =
            Parameter.truth("flagged", "Starred").optional();
    private static final Parameter<Optional<Boolean>> HAS_ATTACHMENT =
            Parameter.truth("has_attachment", "With a file").optional();
    private static final Parameter<Optional<Long>> LARGER_THAN =
            Parameter.integer("larger_than", "Bytes", 0, 1_000_000_000_000L).optional();

    private static final List<Filter<?>> FILTERS = List.of(
            text("from", "Sender's name or address"),
            text("to", "Recipient"),
            text("subject", "In the subject"),
            text("text", "Anywhere"),
            new Filter<>(SINCE, day -> new SearchKey.Date("SINCE", day)),
            new Filter<>(BEFORE, day -> new SearchKey.Date("BEFORE", day)),
            new Filter<>(UNREAD, yes -> new SearchKey.Plain(yes ? "UNSEEN" : "SEEN")),
            new Filter<>(FLAGGED, yes -> new SearchKey.Plain(yes ? "FLAGGED" : "UNFLAGGED")),
            new Filter<>(
                    HAS_ATTACHMENT,
                    yes -> yes ? new SearchKey.Attached() : new SearchKey.Not(new SearchKey.Attached())),
            new Filter<>(LARGER_THAN, octets -> new SearchKey.Size(true, octets)));

    private SearchArguments() {}

    /** An optional argument and the key that it stands for. */
    private record Filter<T>(Parameter<Optional<T>> parameter, Function<T, SearchKey> key) {
        Optional<SearchKey> of(Arguments arguments) {
            return arguments.get(parameter).map(key);
        }
    }

    /** All of them, the query first. */
    static List<Parameter<?>> parameters() {
        List<Parameter<?>> parameters = new ArrayList<>(List.of(QUERY));
        FILTERS.forEach(filter -> parameters.add(filter.parameter()));
        return parameters;
    }

    /**
     * @param today see {@link SearchLanguage#understand}
     * @param me likewise
     * @throws ToolError when nothing is asked for
     */
    static Words read(Arguments arguments, LocalDate today, String me) {
        String query = arguments.get(QUERY).strip();
        List<SearchKey> filters = FILTERS.stream()
                .flatMap(filter -> filter.of(arguments).stream())
                .toList();
        if (query.isEmpty() && filters.isEmpty()) {
            throw ToolError.invalidArgument(
                    "neither query nor a filter says what to look for",
                    "For example query \"from:ann newer_than:7d\", or unread=true; query \"ALL\" matches every message.");
        }
        Words words = query.isEmpty()
                ? new Words(SearchKey.every(), Optional.empty())
                : SearchLanguage.understand(query, today, me);
        List<SearchKey> keys = new ArrayList<>(List.of(words.key()));
        keys.addAll(filters);
        return new Words(SearchKey.all(keys), words.folder());
    }

    /** Tells two searches apart, by what was asked and not by what it means today. */
    static int fingerprint(String folder, Arguments arguments) {
        StringBuilder asked = new StringBuilder();
        asked.append(folder).append('\0').append(arguments.get(QUERY));
        FILTERS.forEach(filter -> asked.append('\0').append(arguments.get(filter.parameter())));
        return SearchCursor.fingerprint(asked.toString());
    }

    private static Filter<String> text(String name, String description) {
        return new Filter<>(
                Parameter.text(name, description).optional(),
                text -> new SearchKey.Text(name.toUpperCase(Locale.ROOT), text));
    }

    private static LocalDate day(String text) {
        return SearchDate.of(text).orElseThrow(() -> new InvalidValue("not a day such as 2026-02-01"));
    }
}
