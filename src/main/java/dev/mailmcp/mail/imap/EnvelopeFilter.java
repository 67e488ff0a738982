package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.Address;
import dev.mailmcp.mail.Envelope;
import dev.mailmcp.mail.Flag;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.MessageSummary;
import dev.mailmcp.mail.SearchKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Decides on our side whether a message matches, from its envelope, flags and structure, as far as the server cannot: for our own
 * keys, for ages where it has no WITHIN (RFC 5032), and for letters beyond ASCII where it refuses them. The server does the rest:
 * it is asked for {@link #served}, which every match is among. A body is not looked into here: BODY never matches, TEXT
 * compares subject and addresses.
 */
final class EnvelopeFilter {
    /**
     * What every message with an attachment matches, besides many others: its outermost part has parts, or is no text, or is one
     * to be saved. A multipart/alternative counts: some programs put a picture and all into it.
     */
    private static final SearchKey MAY_HAVE_ATTACHMENTS = Stream.of(
                    "application/", "image/", "audio/", "video/", "message/", "multipart/")
            .map(type -> (SearchKey) new SearchKey.Header("Content-Type", type))
            .reduce(
                    new SearchKey.Header("Content-Disposition", "attachment"),
                    (others, type) -> new SearchKey.Or(type, others));

    private static final String NO_LETTERS =
            "The mail server cannot search for letters beyond ASCII: subjects and addresses were compared"
                    + " here instead, message texts were not searched.";
    private static final String NO_TEXTS =
            "Where the query combines attachments or ages by OR or NOT with message texts, the"
                    + " texts were not searched: only subjects and addresses.";

    private final SearchKey key;
    private final Instant now;
    private final boolean ages;
    private final boolean ascii;

    /**
     * @param ages whether OLDER and YOUNGER are decided here
     * @param ascii whether everything beyond ASCII is
     */
    EnvelopeFilter(SearchKey key, Instant now, boolean ages, boolean ascii) {
        this.key = key;
        this.now = now;
        this.ages = ages;
        this.ascii = ascii;
    }

    /** The same for a server that takes nothing but ASCII. */
    EnvelopeFilter asciiOnly() {
        return new EnvelopeFilter(key, now, ages, true);
    }

    SearchKey key() {
        return key;
    }

    /** Whether there is anything to decide here. */
    boolean isNeeded() {
        return !isServed(key);
    }

    /** What the server can be asked: everything that the key matches, and as little else as can be said so simply. */
    SearchKey served() {
        return served(key);
    }

    /** What was not done as it was asked. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (ascii) {
            warnings.add(NO_LETTERS);
        }
        boolean guessed = key.any(inner -> (inner instanceof SearchKey.Or || inner instanceof SearchKey.Not)
                && !isServed(inner)
                && inner.any(EnvelopeFilter::isInTexts));
        if (guessed) {
            warnings.add(NO_TEXTS);
        }
        return warnings;
    }

    boolean matches(Fetched message) {
        return matches(key, message, message.summary(), true);
    }

    private boolean isServed(SearchKey wanted) {
        return !wanted.any(inner -> switch (inner) {
            case SearchKey.Attached _, SearchKey.FileName _ -> true;
            case SearchKey.Within _ -> ages;
            case SearchKey.Text _, SearchKey.Header _, SearchKey.Gmail _ -> ascii && !SearchCommand.isAscii(inner);
            case SearchKey.And _,
                    SearchKey.Or _,
                    SearchKey.Not _,
                    SearchKey.Worded _,
                    SearchKey.Plain _,
                    SearchKey.Keyword _,
                    SearchKey.Date _,
                    SearchKey.Size _,
                    SearchKey.Sequence _,
                    SearchKey.ModSeq _ -> false;
        });
    }

    private static boolean isInTexts(SearchKey inner) {
        if (inner instanceof SearchKey.Text text) {
            return text.name().equals("BODY") || text.name().equals("TEXT");
        }
        return inner instanceof SearchKey.Header;
    }

    private SearchKey served(SearchKey wanted) {
        if (isServed(wanted)) {
            return wanted;
        }
        return switch (wanted) {
            case SearchKey.And(List<SearchKey> keys) ->
                SearchKey.all(keys.stream().map(this::served).toList());
            case SearchKey.Or(SearchKey first, SearchKey second) -> new SearchKey.Or(served(first), served(second));
            case SearchKey.Attached _, SearchKey.FileName _ -> MAY_HAVE_ATTACHMENTS;
            case SearchKey.Within(boolean younger, long seconds) -> aboutThen(younger, seconds);
            case SearchKey.Not _,
                    SearchKey.Plain _,
                    SearchKey.Text _,
                    SearchKey.Header _,
                    SearchKey.Keyword _,
                    SearchKey.Date _,
                    SearchKey.Size _,
                    SearchKey.Sequence _,
                    SearchKey.ModSeq _,
                    SearchKey.Gmail _,
                    SearchKey.Worded _ -> SearchKey.every();
        };
    }

    /** Days in the server's time zone, which nobody tells: two more than enough. */
    private SearchKey aboutThen(boolean younger, long seconds) {
        LocalDate then = LocalDate.ofInstant(now.minusSeconds(Math.min(seconds, now.getEpochSecond())), ZoneOffset.UTC);
        return younger
                ? new SearchKey.Date("SINCE", then.minusDays(1))
                : new SearchKey.Date("BEFORE", then.plusDays(2));
    }

    /** @param judged whether the server has applied this key in {@link #served} already, knowing bodies and headers */
    private boolean matches(SearchKey wanted, Fetched fetched, MessageSummary m, boolean judged) {
        if (judged && isServed(wanted)) {
            return true;
        }
        return switch (wanted) {
            case SearchKey.And(List<SearchKey> keys) ->
                keys.stream().allMatch(inner -> matches(inner, fetched, m, judged));
            case SearchKey.Or(SearchKey first, SearchKey second) ->
                matches(first, fetched, m, false) || matches(second, fetched, m, false);
            case SearchKey.Not(SearchKey inner) -> !matches(inner, fetched, m, false);
            case SearchKey.Worded(String _, SearchKey keys) -> matches(keys, fetched, m, false);
            case SearchKey.Plain(String name) -> plain(name, m);
            case SearchKey.Text(String name, String text) -> text(name, text, m.envelope());
            case SearchKey.Header(String field, String text) -> header(field, text, m.envelope());
            case SearchKey.Keyword(boolean present, Flag flag) -> m.flags().contains(flag) == present;
            case SearchKey.Date(String name, LocalDate date) -> date(name, date, m);
            case SearchKey.Size(boolean larger, long octets) -> larger ? m.size() > octets : m.size() < octets;
            case SearchKey.Within(boolean younger, long seconds) ->
                m.internalDate().isAfter(now.minusSeconds(Math.min(seconds, now.getEpochSecond()))) == younger;
            case SearchKey.Sequence(boolean uid, String set) ->
                within(set, uid ? m.uid().value() : fetched.sequence());
            case SearchKey.Attached _ -> m.hasAttachments();
            case SearchKey.FileName(String text) -> hasFile(fetched, text);
            case SearchKey.ModSeq _ ->
                throw new MailException(
                        Fault.BAD_QUERY,
                        "MODSEQ is combined by OR or NOT with what this mail server cannot search for itself",
                        "Ask for the two in two searches, or without OR and NOT.");
            case SearchKey.Gmail _ -> false;
        };
    }

    private static boolean hasFile(Fetched fetched, String text) {
        return fetched.structure().stream()
                .flatMap(root -> MessageParts.of(root).attachments().stream())
                .anyMatch(attachment -> contains(attachment.filename(), text));
    }

    private static boolean plain(String name, MessageSummary m) {
        return switch (name) {
            case "ANSWERED", "DELETED", "DRAFT", "FLAGGED", "SEEN", "RECENT" -> flagged(m, name);
            case "UNANSWERED", "UNDELETED", "UNDRAFT", "UNFLAGGED", "UNSEEN" -> !flagged(m, name.substring(2));
            case "NEW" -> flagged(m, "RECENT") && !flagged(m, "SEEN");
            case "OLD" -> !flagged(m, "RECENT");
            default -> false;
        };
    }

    private static boolean flagged(MessageSummary m, String name) {
        return m.flags().contains(new Flag("\\" + name));
    }

    private static boolean text(String name, String text, Envelope e) {
        return switch (name) {
            case "FROM" -> anyContains(e.from(), text);
            case "TO" -> anyContains(e.to(), text);
            case "CC" -> anyContains(e.cc(), text);
            case "BCC" -> anyContains(e.bcc(), text);
            case "SUBJECT" -> contains(e.subject(), text);
            case "TEXT" ->
                contains(e.subject(), text)
                        || Stream.of(e.from(), e.to(), e.cc(), e.bcc()).anyMatch(list -> anyContains(list, text));
            default -> false;
        };
    }

    private static boolean header(String field, String text, Envelope e) {
        String name = field.toUpperCase(Locale.ROOT);
        return switch (name) {
            case "FROM", "TO", "CC", "BCC", "SUBJECT" -> text(name, text, e);
            case "SENDER" -> anyContains(e.sender(), text);
            case "REPLY-TO" -> anyContains(e.replyTo(), text);
            case "MESSAGE-ID" -> contains(e.messageId().orElse(""), text);
            case "IN-REPLY-TO" -> contains(e.inReplyTo().orElse(""), text);
            default -> false;
        };
    }

    private static boolean date(String name, LocalDate date, MessageSummary m) {
        boolean sent = name.startsWith("SENT");
        Instant instant = sent ? m.envelope().date().orElse(m.internalDate()) : m.internalDate();
        int order = LocalDate.ofInstant(instant, ZoneOffset.UTC).compareTo(date);
        return switch (sent ? name.substring(4) : name) {
            case "BEFORE" -> order < 0;
            case "ON" -> order == 0;
            case "SINCE" -> order >= 0;
            default -> false;
        };
    }

    /** {@code *} counts as larger than any number: the newest message is always among the candidates. */
    private static boolean within(String set, long number) {
        for (String part : set.split(",", -1)) {
            String[] ends = part.split(":", 2);
            long first = end(ends[0]);
            long last = end(ends[ends.length - 1]);
            if (number >= Math.min(first, last) && number <= Math.max(first, last)) {
                return true;
            }
        }
        return false;
    }

    private static long end(String text) {
        long number = new Data.Atom(text.strip()).number();
        return number < 0 ? Long.MAX_VALUE : number;
    }

    private static boolean anyContains(List<Address> addresses, String text) {
        return addresses.stream().anyMatch(address -> contains(address.display(), text));
    }

    private static boolean contains(String whole, String text) {
        return whole.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }
}
