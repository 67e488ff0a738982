package dev.mailmcp.mail;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes search keys, and writes them in one of the ways the grammar allows. */
final class RandomSearchKeys {
    private static final DateTimeFormatter IMAP_DATE = DateTimeFormatter.ofPattern("d-MMM-yyyy", Locale.ENGLISH);
    private static final String LETTERS = "ab \"\\(){}%*]@.-\tÜß語";

    private RandomSearchKeys() {}

    /** Any key that a query can ask for: every production of RFC 9051's search-key among them. */
    static SearchKey next(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 17 : 13)) {
            case 0 ->
                new SearchKey.Plain(pick(
                        random,
                        "ANSWERED",
                        "DELETED",
                        "DRAFT",
                        "FLAGGED",
                        "NEW",
                        "OLD",
                        "RECENT",
                        "SEEN",
                        "UNANSWERED",
                        "UNDELETED",
                        "UNDRAFT",
                        "UNFLAGGED",
                        "UNSEEN"));
            case 1, 2 ->
                new SearchKey.Text(pick(random, "FROM", "TO", "CC", "BCC", "SUBJECT", "TEXT", "BODY"), word(random));
            case 3 -> new SearchKey.Header(pick(random, "List-Id", "X-A"), word(random));
            case 4 -> new SearchKey.Keyword(random.nextBoolean(), new Flag(pick(random, "$Junk", "Work")));
            case 5 ->
                new SearchKey.Date(
                        pick(random, "BEFORE", "ON", "SINCE", "SENTBEFORE", "SENTON", "SENTSINCE"),
                        LocalDate.ofEpochDay(random.nextInt(30_000)));
            case 6 -> new SearchKey.Size(random.nextBoolean(), random.nextLong(Long.MAX_VALUE));
            case 7 -> new SearchKey.Within(random.nextBoolean(), 1 + random.nextInt(100_000));
            case 8 ->
                new SearchKey.Sequence(
                        random.nextBoolean(),
                        pick(random, "1", "*", "1:*", "2,4:7,9", "*:4294967295", "$", "7,$", "2,4:7,*,$"));
            case 9 -> new SearchKey.Attached();
            case 10 -> new SearchKey.FileName(word(random));
            case 11 ->
                random.nextBoolean()
                        ? new SearchKey.Gmail(pick(random, "X-GM-RAW", "X-GM-LABELS"), word(random))
                        : new SearchKey.Gmail(pick(random, "X-GM-MSGID", "X-GM-THRID"), "1278455344230334865");
            case 12 ->
                new SearchKey.ModSeq(
                        random.nextBoolean() ? Optional.empty() : Optional.of(change(random)),
                        random.nextLong(Long.MAX_VALUE));
            case 13 -> new SearchKey.And(List.of());
            case 14 -> new SearchKey.Not(next(random, depth - 1));
            case 15 -> new SearchKey.Or(next(random, depth - 1), next(random, depth - 1));
            default ->
                new SearchKey.And(Stream.generate(() -> next(random, depth - 1))
                        .limit(2 + random.nextInt(3))
                        .toList());
        };
    }

    private static SearchKey.FlagChange change(Random random) {
        return new SearchKey.FlagChange(
                new Flag(pick(random, "\\Seen", "\\Draft", "$Junk", "Work")), pick(random, SearchKey.Sight.values()));
    }

    /** In one of the ways that the grammar allows. */
    static String text(SearchKey key, Random random) {
        return switch (key) {
            case SearchKey.And(List<SearchKey> keys) ->
                keys.isEmpty()
                        ? "ALL"
                        : keys.stream().map(k -> text(k, random)).collect(Collectors.joining(" ", "(", ")"));
            case SearchKey.Or(SearchKey first, SearchKey second) ->
                "OR " + text(first, random) + " " + text(second, random);
            case SearchKey.Not(SearchKey inner) -> "not " + text(inner, random);
            case SearchKey.Plain(String name) -> name;
            case SearchKey.Text(String name, String text) -> name + " " + string(text, random);
            case SearchKey.Header(String field, String text) -> "HEADER " + field + " " + string(text, random);
            case SearchKey.Keyword(boolean present, Flag flag) -> (present ? "KEYWORD " : "UNKEYWORD ") + flag;
            case SearchKey.Date(String name, LocalDate date) ->
                name + " " + (random.nextBoolean() ? date : "\"" + IMAP_DATE.format(date) + "\"");
            case SearchKey.Size(boolean larger, long octets) -> (larger ? "LARGER " : "SMALLER ") + octets;
            case SearchKey.Within(boolean younger, long seconds) -> (younger ? "YOUNGER " : "OLDER ") + seconds;
            case SearchKey.Sequence(boolean uid, String set) -> (uid ? "UID " : "") + set;
            case SearchKey.ModSeq(Optional<SearchKey.FlagChange> change, long least) ->
                "ModSeq "
                        + change.map(of -> "\"/flags/" + of.flag().value().replace("\\", "\\\\") + "\" "
                                        + (random.nextBoolean()
                                                ? of.sight()
                                                : of.sight().name().toLowerCase(Locale.ROOT))
                                        + " ")
                                .orElse("")
                        + least;
            case SearchKey.Gmail(String name, String value) ->
                name + " " + (value.matches("\\d+") ? value : string(value, random));
            case SearchKey.Attached _ -> "attachment";
            case SearchKey.FileName(String text) -> "FileName " + string(text, random);
            case SearchKey.Worded(String _, SearchKey keys) -> text(keys, random);
        };
    }

    private static String string(String text, Random random) {
        if (random.nextInt(3) == 0) {
            return "{" + text.getBytes(StandardCharsets.UTF_8).length + "}\r\n" + text;
        }
        boolean bare = text.matches("[ab@.\\-\\]Üß語]+") && random.nextBoolean();
        return bare ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String word(Random random) {
        return random.ints(random.nextInt(8), 0, LETTERS.length())
                .mapToObj(i -> LETTERS.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    @SafeVarargs
    private static <T> T pick(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
