package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MessageSummary;
import dev.mailmcp.mail.SearchHits;
import dev.mailmcp.mail.SearchKey;
import dev.mailmcp.mail.SearchRequest;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.imap.Opening.Examined;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Searches a mailbox; the newest matches come first. What the server cannot tell is looked at here, within bounds. */
final class Searching {
    /** Messages that one command looks at whose answer may name them all, so that it fits into one line of ours. */
    private static final long RANGE = 50_000;
    /** Messages that are looked at here when the server cannot search for something. */
    private static final int MOST_LOOKED_AT = 1_000;

    /** Messages in one FETCH: a set of UIDs stays a short line. */
    private static final int FETCHED_AT_ONCE = 200;

    private final Connection connection;
    private final Opening opening;
    private final AccountMemory memory;
    private final Clock clock;
    /** Until the server shows that it does not mean it. */
    private boolean extended = true;

    Searching(Connection connection, Opening opening, AccountMemory memory, Clock clock) {
        this.connection = connection;
        this.opening = opening;
        this.memory = memory;
        this.clock = clock;
    }

    SearchHits search(MailboxName name, SearchRequest request) {
        Capabilities can = connection.capabilities();
        SearchKey key = SearchDialect.of(request.key(), can);
        EnvelopeFilter filter = new EnvelopeFilter(key, clock.instant(), !can.has("WITHIN"), false);
        Told told = ask(name, filter, request);
        if (told.matches().isEmpty()) {
            filter = filter.asciiOnly();
            told = ask(name, filter, request);
        }
        Matches matches = told.matches()
                .orElseThrow(() -> new MailException(
                        Fault.REFUSED,
                        "the mail server refuses the charset of plain ASCII",
                        "Try simpler search keys."));
        SearchHits hits = filter.isNeeded()
                ? lookedThrough(told.mailbox(), request, filter, matches)
                : described(told.mailbox(), request, key, matches);
        // Whatever was found must not be told under the UIDVALIDITY of before.
        opening.current(name).orElseThrow(Faults::stale).mustHave(Optional.of(hits.uidValidity()));
        return hits;
    }

    /** @param matches empty when the server refuses the charset */
    private record Told(Selected mailbox, Optional<Matches> matches) {}

    private Told ask(MailboxName name, EnvelopeFilter filter, SearchRequest request) {
        int newest = filter.isNeeded() ? MOST_LOOKED_AT : Math.max(1, request.uids());
        if (request.below().filter(below -> below.value() == 1).isPresent()) {
            return new Told(opening.open(name, request.expected()), Optional.of(new Matches(0, List.of())));
        }
        SearchKey key = request.below()
                .map(below -> SearchKey.all(
                        List.of(new SearchKey.Sequence(true, "1:" + (below.value() - 1)), filter.served())))
                .orElse(filter.served());
        Capabilities can = connection.capabilities();
        if (extended && can.has("ESEARCH")) {
            Examined examined = boundedly(newest)
                    .map(options ->
                            opening.examine(name, request.expected(), List.of(SearchCommand.of(key, options, ""))))
                    .orElseGet(() -> inRanges(name, request, key, "COUNT ALL"));
            List<Reply> replies = examined.replies();
            if (badCharset(key, replies)) {
                return new Told(examined.mailbox(), Optional.empty());
            }
            Optional<Matches> told = replies.stream().allMatch(Reply::ok)
                    ? Matches.extended(replies.getFirst(), replies.size(), newest)
                    : Optional.empty();
            if (told.isPresent()) {
                return new Told(examined.mailbox(), told);
            }
        }
        Examined examined = inRanges(name, request, key, "");
        List<Reply> replies = examined.replies();
        if (badCharset(key, replies)) {
            return new Told(examined.mailbox(), Optional.empty());
        }
        replies.forEach(Searching::mustBeTaken);
        extended = false; // Plainly asked it answers: there was nothing wrong with the keys.
        return new Told(examined.mailbox(), Optional.of(Matches.plain(replies.getFirst(), newest)));
    }

    /** What makes an answer short however many match: from the end, the highest UIDs (RFC 9394 §3.1), or only the very last. */
    private Optional<String> boundedly(int newest) {
        if (connection.capabilities().has("PARTIAL")) {
            return Optional.of("COUNT PARTIAL -1:-" + newest);
        }
        return newest == 1 ? Optional.of("COUNT MAX") : Optional.empty();
    }

    /**
     * For answers that may name every message: where there are many, or nobody knows how many, those are counted before. Otherwise
     * the search travels with what opens the mailbox or brings its news.
     */
    private Examined inRanges(MailboxName name, SearchRequest request, SearchKey key, String options) {
        Optional<Selected> current = opening.current(name);
        OptionalLong heardOf =
                current.map(selected -> OptionalLong.of(selected.exists())).orElseGet(() -> memory.total(name));
        if (heardOf.isPresent() && heardOf.getAsLong() <= RANGE) {
            return opening.examine(name, request.expected(), List.of(SearchCommand.of(key, options, "")));
        }
        Selected mailbox = opening.examine(name, request.expected(), List.of()).mailbox();
        return new Examined(mailbox, connection.send(commands(key, options, mailbox.exists())));
    }

    private static List<Command> commands(SearchKey key, String options, long exists) {
        if (exists <= RANGE) {
            return List.of(SearchCommand.of(key, options, ""));
        }
        List<Command> ranges = new ArrayList<>();
        for (long from = 1; from <= exists; from += RANGE) {
            ranges.add(SearchCommand.of(key, options, from + ":" + Math.min(exists, from + RANGE - 1)));
        }
        return ranges;
    }

    /** BADCHARSET (RFC 9051 §7.1), or the words that Exchange and others use instead. */
    private static boolean badCharset(SearchKey key, List<Reply> replies) {
        return !SearchCommand.isAscii(key)
                && replies.stream()
                        .anyMatch(reply -> !reply.ok()
                                && (reply.text().is("BADCHARSET")
                                        || reply.text().mentions("charset", "character set")));
    }

    private static void mustBeTaken(Reply reply) {
        if (reply.status() == Response.Status.BAD) {
            throw new MailException(
                    Fault.BAD_QUERY,
                    "the mail server does not take this search: \""
                            + reply.text().text() + "\"",
                    "Use simpler search keys.");
        }
        reply.orRefused();
    }

    private SearchHits described(Selected mailbox, SearchRequest request, SearchKey key, Matches matches) {
        List<Uid> uids = matches.newest();
        List<Uid> page = uids.subList(0, Math.min(request.summaries(), uids.size()));
        return new SearchHits(
                mailbox.name(),
                mailbox.uidValidity(),
                key,
                matches.count(),
                uids.subList(0, Math.min(request.uids(), uids.size())),
                fetch(mailbox, page).stream().map(Fetched::summary).toList(),
                page.isEmpty() || matches.count() == page.size() ? Optional.empty() : Optional.of(page.getLast()),
                List.of());
    }

    /** Takes those of the newest candidates that match in full. */
    private SearchHits lookedThrough(
            Selected mailbox, SearchRequest request, EnvelopeFilter filter, Matches candidates) {
        List<Uid> looked = candidates.newest();
        List<MessageSummary> found = fetch(mailbox, looked).stream()
                .filter(filter::matches)
                .map(Fetched::summary)
                .toList();
        List<String> warnings = new ArrayList<>(filter.warnings());
        boolean cut = candidates.count() > looked.size();
        if (cut) {
            warnings.add("The mail server cannot search for this itself: only the newest " + looked.size() + " of "
                    + candidates.count() + " messages that may match were looked at, and only those are counted.");
        }
        List<MessageSummary> page = found.subList(0, Math.min(request.summaries(), found.size()));
        Optional<Uid> rest = found.size() > page.size()
                ? page.stream().reduce((_, last) -> last).map(MessageSummary::uid)
                : Optional.of(looked)
                        .filter(_ -> cut && request.summaries() > 0)
                        .map(List::getLast);
        return new SearchHits(
                mailbox.name(),
                mailbox.uidValidity(),
                filter.key(),
                found.size(),
                found.stream().map(MessageSummary::uid).limit(request.uids()).toList(),
                page,
                rest,
                warnings);
    }

    /** Newest first; what has been expunged since is left out. */
    private List<Fetched> fetch(Selected mailbox, List<Uid> uids) {
        if (uids.isEmpty()) {
            return List.of();
        }
        List<Command> commands = new ArrayList<>();
        for (int from = 0; from < uids.size(); from += FETCHED_AT_ONCE) {
            String set = UidSet.of(uids.subList(from, Math.min(uids.size(), from + FETCHED_AT_ONCE)));
            commands.add(Command.asking("UID FETCH " + set + " (" + Fetched.SUMMARY + ")"));
        }
        List<Reply> replies = connection.send(commands);
        replies.forEach(Reply::orRefused);
        Set<Uid> wanted = Set.copyOf(uids);
        List<Fetched> found = Fetched.all(replies).stream()
                .filter(f -> f.isSummary() && wanted.contains(f.uid().orElseThrow()))
                .sorted(Comparator.comparing((Fetched f) -> f.uid().orElseThrow())
                        .reversed())
                .toList();
        found.forEach(message -> memory.saw(mailbox, message));
        return found;
    }
}
