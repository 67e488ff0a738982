package dev.mailmcp.mail;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What each word of a {@link WordQuery} means: in keys for every server, and in Gmail's words where Gmail has one for it. */
final class WordTerms {
    private static final String NAMES = "from: to: cc: bcc: subject: body: after: before: on: newer_than: older_than:"
            + " has:attachment filename: is:unread is:read is:starred is:answered in: larger: smaller:";
    private static final Set<String> KNOWN = Set.of(
            "from",
            "to",
            "cc",
            "bcc",
            "subject",
            "body",
            "after",
            "since",
            "newer",
            "before",
            "older",
            "on",
            "newer_than",
            "older_than",
            "has",
            "is",
            "in",
            "label",
            "folder",
            "filename",
            "larger",
            "size",
            "smaller",
            "list",
            "rfc822msgid",
            "deliveredto");
    private static final DateTimeFormatter GMAIL_DATE = DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT);
    private static final Pattern AGE = Pattern.compile("(\\d{1,5})([dwmy])");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([kmg]?)b?");
    private static final Pattern SIMPLE = Pattern.compile("[\\p{L}\\p{N}._%+@/-]+");

    private final LocalDate today;
    private final String me;

    WordTerms(LocalDate today, String me) {
        this.today = today;
        this.me = me;
    }

    /**
     * Something to look for.
     *
     * @param gmail the same for Gmail; empty where it has no words for it
     * @param folder where to look instead of at what: the key is ALL then
     * @param at where it stands, from 0
     */
    record Term(SearchKey key, Optional<String> gmail, Optional<String> folder, int at) {}

    Term all(List<Term> terms) {
        List<String> folders = terms.stream()
                .flatMap(term -> term.folder().stream())
                .distinct()
                .toList();
        if (folders.size() > 1) {
            throw oneFolder(terms.getLast().at());
        }
        Optional<String> gmail = terms.stream().allMatch(term -> term.gmail().isPresent())
                ? Optional.of(terms.stream()
                        .flatMap(term -> term.gmail().stream())
                        .filter(words -> !words.isEmpty())
                        .collect(Collectors.joining(" ")))
                : Optional.empty();
        SearchKey key = SearchKey.all(terms.stream().map(Term::key).toList());
        return new Term(
                key, gmail, folders.stream().findFirst(), terms.getFirst().at());
    }

    Term either(Term first, Term second) {
        mustNotBeFolder(first);
        mustNotBeFolder(second);
        return new Term(
                new SearchKey.Or(first.key(), second.key()),
                first.gmail().flatMap(one -> second.gmail().map(other -> "{(" + one + ") (" + other + ")}")),
                Optional.empty(),
                first.at());
    }

    Term not(Term term) {
        mustNotBeFolder(term);
        return new Term(
                new SearchKey.Not(term.key()),
                term.gmail().map(words -> "-(" + words + ")"),
                Optional.empty(),
                term.at());
    }

    static boolean isKnown(String operator) {
        return KNOWN.contains(lower(operator));
    }

    void mustKnow(String operator, int at) {
        if (!isKnown(operator)) {
            throw SearchScanner.fault(
                    at,
                    "\"" + operator + ":\" is none of the words that searches know",
                    "They are " + NAMES + ". To look for such a text put it in quotes.");
        }
    }

    static String example(String operator) {
        return "For example "
                + switch (lower(operator)) {
                    case "after", "since", "newer", "before", "older", "on" -> operator + ":2026-02-01";
                    case "newer_than", "older_than" ->
                        operator + ":7d; d, w, m and y are days, weeks, months and years";
                    case "has" -> "has:attachment";
                    case "is" -> "is:unread, is:read, is:starred, is:unstarred, is:answered, is:unanswered or is:draft";
                    case "in", "label", "folder" -> "in:sent, in:\"Work/2026\" or in:anywhere";
                    case "larger", "size", "smaller" -> operator + ":5M";
                    case "filename" -> "filename:report.pdf";
                    default -> operator + ":ann";
                }
                + ".";
    }

    /** @param name of the operator, one of those known; empty for a bare word or phrase */
    Term of(String name, String value, int at) {
        if (value.isEmpty()) {
            throw SearchScanner.fault(at, "there is nothing to look for", "For example from:ann \"annual report\".");
        }
        String operator = lower(name);
        return switch (operator) {
            case "" -> bare(value, at);
            case "from", "to", "cc", "bcc", "subject" ->
                named(
                        new SearchKey.Text(operator.toUpperCase(Locale.ROOT), mine(operator, value)),
                        operator,
                        value,
                        at);
            case "body" -> new Term(new SearchKey.Text("BODY", value), Optional.empty(), Optional.empty(), at);
            case "after", "since", "newer" -> date("SINCE", "after:", name, value, at);
            case "before", "older" -> date("BEFORE", "before:", name, value, at);
            case "on" -> on(name, value, at);
            case "newer_than" -> age("SINCE", name, value, at);
            case "older_than" -> age("BEFORE", name, value, at);
            case "has" -> has(value, at);
            case "is" -> is(value, at);
            case "in", "label", "folder" -> folder(value, at);
            case "filename" -> named(new SearchKey.FileName(value), operator, value, at);
            case "larger", "size" -> size(true, name, value, at);
            case "smaller" -> size(false, name, value, at);
            case "list" -> named(new SearchKey.Header("List-Id", value), operator, value, at);
            case "rfc822msgid" -> named(new SearchKey.Header("Message-ID", value), operator, value, at);
            case "deliveredto" -> named(new SearchKey.Header("Delivered-To", value), operator, value, at);
            default -> throw new IllegalStateException("a name that mustKnow lets pass");
        };
    }

    private static Term bare(String value, int at) {
        if (value.equals("*")) {
            return new Term(SearchKey.every(), Optional.of(""), Optional.empty(), at);
        }
        if (value.equals("OR")) {
            throw SearchScanner.fault(at, "OR needs something before it", "For example from:ann OR from:bob.");
        }
        // Any part of a word matches anyway; a plus is Gmail's for "just so".
        String word = value.replaceAll("^\\+(?=.)|(?<=.)\\*+$", "");
        return new Term(new SearchKey.Text("TEXT", word), Optional.of(quoted(word)), Optional.empty(), at);
    }

    private String mine(String operator, String value) {
        return value.equalsIgnoreCase("me") && !operator.equals("subject") ? me : value;
    }

    private static Term date(String key, String gmail, String name, String value, int at) {
        LocalDate day = day(name, value, at);
        return new Term(
                new SearchKey.Date(key, day), Optional.of(gmail + GMAIL_DATE.format(day)), Optional.empty(), at);
    }

    private static Term on(String name, String value, int at) {
        LocalDate day = day(name, value, at);
        return new Term(
                new SearchKey.Date("ON", day),
                Optional.of("after:" + GMAIL_DATE.format(day) + " before:" + GMAIL_DATE.format(day.plusDays(1))),
                Optional.empty(),
                at);
    }

    private static LocalDate day(String name, String value, int at) {
        return SearchDate.of(value).orElseThrow(() -> SearchScanner.fault(at, "not a date", example(name)));
    }

    private Term age(String key, String name, String value, int at) {
        Matcher age = AGE.matcher(lower(value));
        if (!age.matches()) {
            throw SearchScanner.fault(at, "not an age", example(name));
        }
        int number = Integer.parseInt(age.group(1));
        LocalDate day =
                switch (age.group(2)) {
                    case "d" -> today.minusDays(number);
                    case "w" -> today.minusWeeks(number);
                    case "m" -> today.minusMonths(number);
                    default -> today.minusYears(Math.min(number, today.getYear() - 1));
                };
        return date(key, key.equals("SINCE") ? "after:" : "before:", name, day.toString(), at);
    }

    private static Term has(String value, int at) {
        if (lower(value).matches("attachments?")) {
            return new Term(new SearchKey.Attached(), Optional.of("has:attachment"), Optional.empty(), at);
        }
        if (lower(value).equals("star")) {
            return is("starred", at);
        }
        throw SearchScanner.fault(at, "has: knows attachment only", example("has"));
    }

    private static Term is(String value, int at) {
        return switch (lower(value)) {
            case "unread", "unseen" -> flag("UNSEEN", Optional.of("is:unread"), at);
            case "read", "seen" -> flag("SEEN", Optional.of("is:read"), at);
            case "starred", "flagged" -> flag("FLAGGED", Optional.of("is:starred"), at);
            case "unstarred", "unflagged" -> flag("UNFLAGGED", Optional.of("-is:starred"), at);
            case "answered", "replied" -> flag("ANSWERED", Optional.empty(), at);
            case "unanswered", "unreplied" -> flag("UNANSWERED", Optional.empty(), at);
            case "draft" -> flag("DRAFT", Optional.empty(), at);
            default ->
                throw SearchScanner.fault(at, "is: does not know \"" + SearchHints.cut(value) + "\"", example("is"));
        };
    }

    private static Term flag(String key, Optional<String> gmail, int at) {
        return new Term(new SearchKey.Plain(key), gmail, Optional.empty(), at);
    }

    private static Term folder(String value, int at) {
        String folder =
                switch (lower(value)) {
                    case "anywhere", "*" -> "*";
                    case "spam" -> "Junk";
                    case "draft" -> "Drafts";
                    default -> value;
                };
        return new Term(SearchKey.every(), Optional.of(""), Optional.of(folder), at);
    }

    private static void mustNotBeFolder(Term term) {
        if (term.folder().isPresent()) {
            throw oneFolder(term.at());
        }
    }

    private static MailException oneFolder(int at) {
        return SearchScanner.fault(
                at,
                "in: says where to look, once, and neither in OR nor negated",
                "Search each folder by itself, or all with folder=\"*\".");
    }

    private static Term size(boolean larger, String name, String value, int at) {
        Matcher size = SIZE.matcher(lower(value));
        if (!size.matches()) {
            throw SearchScanner.fault(at, "not a size", example(name));
        }
        long unit =
                switch (size.group(2)) {
                    case "k" -> 1_000;
                    case "m" -> 1_000_000;
                    case "g" -> 1_000_000_000;
                    default -> 1;
                };
        long octets = Long.parseLong(size.group(1)) * unit;
        return new Term(
                new SearchKey.Size(larger, octets),
                Optional.of((larger ? "larger:" : "smaller:") + octets),
                Optional.empty(),
                at);
    }

    private static Term named(SearchKey key, String operator, String value, int at) {
        return new Term(key, Optional.of(operator + ":" + quoted(value)), Optional.empty(), at);
    }

    private static String quoted(String text) {
        return SIMPLE.matcher(text).matches() && !text.startsWith("-") ? text : '"' + text.replace("\"", " ") + '"';
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
