package dev.mailmcp.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the search keys of IMAP SEARCH (RFC 9051 §6.4.4), those of RFC 3501 that it dropped ({@code NEW}, {@code OLD},
 * {@code RECENT}), {@code OLDER} and {@code YOUNGER} (RFC 5032), Gmail's {@code X-GM-…} and our own {@code ATTACHMENT} and
 * {@code FILENAME}. Beyond the grammar it takes non-ASCII text bare and in quotes, quoted and ISO dates, and any white space
 * between keys. What is wrong is told with its position. What a server can do nothing with is not wrong here: a session says so
 * when it is asked, as of {@code $}, {@code MODSEQ} (RFC 7162 §3.1.5) and Gmail's keys.
 */
public final class SearchQuery {
    private static final Set<String> PLAIN = Set.of(
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
            "UNSEEN");

    private static final int DEEPEST = 50;

    /** What the name of a flag's mod-sequence begins with (RFC 7162 §7). */
    static final String FLAGS = "/flags/";

    private final SearchScanner scanner;

    private SearchQuery(SearchScanner scanner) {
        this.scanner = scanner;
    }

    /**
     * @param query at most 4,000 characters; keys nested at most 50 deep
     * @return one key as itself, several as {@link SearchKey.And}, {@code ALL} as an And of nothing
     * @throws MailException BAD_QUERY, with the position (from 1) in the message and a right example as hint
     */
    public static SearchKey parse(String query) {
        SearchScanner scanner = new SearchScanner(query);
        var parser = new SearchQuery(scanner);
        scanner.skipSpace();
        parser.skipCharset();
        SearchKey all = parser.sequence(0);
        if (!scanner.atEnd()) {
            throw SearchScanner.fault(
                    scanner.position(), "a ) without its (", "Leave it out, or put a ( before the first key.");
        }
        return all;
    }

    private void skipCharset() {
        int start = scanner.position();
        if (scanner.word().equalsIgnoreCase("CHARSET")) {
            scanner.skipSpace();
            scanner.astring("CHARSET");
            scanner.skipSpace();
        } else {
            scanner.back(start);
        }
    }

    /** Keys up to a closing parenthesis or the end. */
    private SearchKey sequence(int depth) {
        var keys = new ArrayList<SearchKey>();
        scanner.skipSpace();
        while (!scanner.atEnd() && scanner.peek() != ')') {
            keys.add(key(depth));
            scanner.needGap();
        }
        if (keys.isEmpty()) {
            throw SearchScanner.fault(
                    scanner.position(),
                    "a search key is missing",
                    "ALL matches every message; FROM \"ann\" those from Ann.");
        }
        return keys.size() == 1 ? keys.getFirst() : new SearchKey.And(keys);
    }

    private SearchKey key(int depth) {
        int start = scanner.position();
        if (depth > DEEPEST) {
            throw SearchScanner.fault(
                    start, "keys are nested more than " + DEEPEST + " deep", "Write a simpler query.");
        }
        if (scanner.peek() == '(') {
            return group(start, depth);
        }
        if (scanner.peek() == '"' || scanner.peek() == '{') {
            throw SearchScanner.fault(
                    start, "a text without the key that says where to look", "Put the key first: SUBJECT \"offer\".");
        }
        String word = scanner.word();
        String name = word.toUpperCase(Locale.ROOT);
        if (SearchScanner.isSequenceStart(word)) {
            return new SearchKey.Sequence(false, scanner.sequenceSet(word, start));
        }
        return PLAIN.contains(name) ? new SearchKey.Plain(name) : withArgument(name, word, start, depth);
    }

    private SearchKey withArgument(String name, String word, int start, int depth) {
        return switch (name) {
            case "ALL" -> new SearchKey.And(List.of());
            case "NOT" -> new SearchKey.Not(operand(name, start, depth));
            case "OR" -> new SearchKey.Or(operand(name, start, depth), operand(name, start, depth));
            case "FROM", "TO", "CC", "BCC", "SUBJECT", "BODY", "TEXT" ->
                new SearchKey.Text(name, argument(name).astring(name));
            case "HEADER" -> header();
            case "KEYWORD", "UNKEYWORD" -> keyword(name);
            case "BEFORE", "ON", "SINCE", "SENTBEFORE", "SENTON", "SENTSINCE" ->
                new SearchKey.Date(name, argument(name).date(name));
            case "LARGER", "SMALLER" ->
                new SearchKey.Size(name.equals("LARGER"), argument(name).number(name, 0));
            case "OLDER", "YOUNGER" ->
                new SearchKey.Within(name.equals("YOUNGER"), argument(name).number(name, 1));
            case "UID" -> uids();
            case "ATTACHMENT" -> new SearchKey.Attached();
            case "FILENAME" -> new SearchKey.FileName(argument(name).astring(name));
            case "X-GM-RAW", "X-GM-LABELS" ->
                new SearchKey.Gmail(name, argument(name).astring(name));
            case "X-GM-MSGID", "X-GM-THRID" -> gmailNumber(name);
            case "MODSEQ" -> modSeq();
            default -> throw SearchScanner.fault(start, SearchHints.problem(word), SearchHints.hint(word));
        };
    }

    private SearchKey group(int start, int depth) {
        scanner.skip();
        SearchKey inner = sequence(depth + 1);
        if (scanner.atEnd()) {
            throw SearchScanner.fault(start, "a ( without its )", "Close it: (SEEN FLAGGED).");
        }
        scanner.skip();
        return inner;
    }

    private SearchKey operand(String name, int start, int depth) {
        scanner.skipSpace();
        if (scanner.atEnd() || scanner.peek() == ')') {
            boolean or = name.equals("OR");
            throw SearchScanner.fault(
                    start,
                    or ? "OR needs two keys after it" : "NOT needs a key after it",
                    or ? "OR stands before both: OR FROM \"ann\" FROM \"bob\"." : "For example NOT FROM \"ann\".");
        }
        return key(depth + 1);
    }

    private SearchKey header() {
        int at = argument("HEADER").position();
        String field = scanner.astring("HEADER");
        if (!field.matches("[!-9;-~]{1,100}")) {
            throw SearchScanner.fault(at, "not the name of a header field", "For example HEADER List-Id \"announce\".");
        }
        return new SearchKey.Header(field, argument("HEADER").astring("HEADER"));
    }

    private SearchKey keyword(String name) {
        int at = argument(name).position();
        String word = scanner.rawWord();
        Flag flag = Flag.lenient(word)
                .filter(f -> !f.isSystem())
                .orElseThrow(() -> SearchScanner.fault(
                        at,
                        name + " takes a keyword such as $Forwarded",
                        "For the system flags write SEEN, ANSWERED, FLAGGED, DELETED, DRAFT, or the same with UN before"
                                + " it."));
        return new SearchKey.Keyword(name.equals("KEYWORD"), flag);
    }

    private SearchKey uids() {
        int at = argument("UID").position();
        return new SearchKey.Sequence(true, scanner.sequenceSet(scanner.word(), at));
    }

    /** RFC 7162 §7: in quotes comes {@code /flags/} and a flag, with its kind; without quotes the number. */
    private SearchKey modSeq() {
        int at = argument("MODSEQ").position();
        Optional<SearchKey.FlagChange> change = Optional.empty();
        if (scanner.peek() == '"') {
            String entry = scanner.rawWord();
            Flag flag = Optional.of(entry)
                    .filter(name -> name.regionMatches(true, 0, FLAGS, 0, FLAGS.length()))
                    .flatMap(name -> Flag.lenient(name.substring(FLAGS.length())))
                    .orElseThrow(() -> SearchScanner.fault(
                            at, "MODSEQ takes a number, or the name of a flag before it", modSeqExample()));
            int kind = argument("MODSEQ").position();
            String sight = scanner.word();
            change = Optional.of(new SearchKey.FlagChange(
                    flag,
                    Stream.of(SearchKey.Sight.values())
                            .filter(known -> known.name().equalsIgnoreCase(sight))
                            .findFirst()
                            .orElseThrow(() -> SearchScanner.fault(
                                    kind, "priv, shared or all has to follow the flag", modSeqExample()))));
        }
        return new SearchKey.ModSeq(change, argument("MODSEQ").number("MODSEQ", 0));
    }

    private static String modSeqExample() {
        return SearchHints.example("MODSEQ");
    }

    private SearchKey gmailNumber(String name) {
        int at = argument(name).position();
        String number = scanner.rawWord();
        if (!number.matches("\\d{1,20}")) {
            throw SearchScanner.fault(at, name + " takes a decimal number", SearchHints.example(name));
        }
        return new SearchKey.Gmail(name, number);
    }

    /** Whether Gmail's key takes a bare number. */
    static boolean isGmailNumber(String name) {
        return name.equals("X-GM-MSGID") || name.equals("X-GM-THRID");
    }

    private SearchScanner argument(String name) {
        int end = scanner.position();
        scanner.skipSpace();
        if (scanner.atEnd() || scanner.peek() == ')') {
            throw SearchScanner.fault(end, name + " needs something after it", SearchHints.example(name));
        }
        return scanner;
    }
}
