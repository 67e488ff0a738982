package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.Address;
import dev.mailmcp.mail.Envelope;
import dev.mailmcp.mail.Flag;
import dev.mailmcp.mail.MessageSummary;
import dev.mailmcp.mail.SearchKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Decides on our side whether a message matches, from what a list row knows of it. For servers that refuse to search for
 * letters beyond ASCII. A body is not looked into: BODY never matches, TEXT compares subject and addresses.
 */
final class EnvelopeFilter {
    private final SearchKey key;
    private final Instant now;

    EnvelopeFilter(SearchKey key, Instant now) {
        this.key = key;
        this.now = now;
    }

    /** A key in ASCII that matches everything the given key matches, and as little else as can be said so simply. */
    static SearchKey asciiPart(SearchKey key) {
        if (SearchCommand.isAscii(key)) {
            return key;
        }
        return key instanceof SearchKey.And(List<SearchKey> keys)
                ? new SearchKey.And(keys.stream().map(EnvelopeFilter::asciiPart).toList())
                : new SearchKey.Plain("ALL");
    }

    boolean matches(MessageSummary message, long sequence) {
        return matches(key, message, sequence, true);
    }

    /** @param judged whether the server has applied this key in {@link #asciiPart} already, knowing bodies and headers */
    private boolean matches(SearchKey wanted, MessageSummary m, long sequence, boolean judged) {
        if (judged && SearchCommand.isAscii(wanted)) {
            return true;
        }
        return switch (wanted) {
            case SearchKey.And(List<SearchKey> keys) ->
                keys.stream().allMatch(inner -> matches(inner, m, sequence, judged));
            case SearchKey.Or(SearchKey first, SearchKey second) ->
                matches(first, m, sequence, false) || matches(second, m, sequence, false);
            case SearchKey.Not(SearchKey inner) -> !matches(inner, m, sequence, false);
            case SearchKey.Plain(String name) -> plain(name, m);
            case SearchKey.Text(String name, String text) -> text(name, text, m.envelope());
            case SearchKey.Header(String field, String text) -> header(field, text, m.envelope());
            case SearchKey.Keyword(boolean present, Flag flag) -> m.flags().contains(flag) == present;
            case SearchKey.Date(String name, LocalDate date) -> date(name, date, m);
            case SearchKey.Size(boolean larger, long octets) -> larger ? m.size() > octets : m.size() < octets;
            case SearchKey.Within(boolean younger, long seconds) ->
                m.internalDate().isAfter(now.minusSeconds(seconds)) == younger;
            case SearchKey.Sequence(boolean uid, String set) ->
                within(set, uid ? m.uid().value() : sequence);
        };
    }

    private static boolean plain(String name, MessageSummary m) {
        return switch (name) {
            case "ALL" -> true;
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
