package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MessageSummary;
import dev.mailmcp.mail.SearchHits;
import dev.mailmcp.mail.SearchKey;
import dev.mailmcp.mail.Uid;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Searches a mailbox; the newest matches come first. */
final class Searching {
    /** Messages looked at by one command, so that an answer always fits into one line of ours. */
    private static final long RANGE = 50_000;
    /** Messages that are looked at here when the server cannot search for a text. */
    private static final int MOST_LOCAL = 2_000;

    private final Connection connection;
    private final Opening opening;
    private final Clock clock;

    Searching(Connection connection, Opening opening, Clock clock) {
        this.connection = connection;
        this.opening = opening;
        this.clock = clock;
    }

    SearchHits search(MailboxName name, SearchKey key, int summaries) {
        Selected mailbox = opening.examine(name, Optional.empty(), List.of()).mailbox();
        SearchHits hits = search(mailbox, name, key, summaries);
        // Whatever was found must not be told under the UIDVALIDITY of before.
        opening.current(name).orElseThrow(Faults::stale).mustHave(Optional.of(mailbox.uidValidity()));
        return hits;
    }

    private SearchHits search(Selected mailbox, MailboxName name, SearchKey key, int summaries) {
        List<Reply> replies = ask(mailbox, key);
        if (!SearchCommand.isAscii(key) && replies.stream().anyMatch(Searching::badCharset)) {
            return searchHere(mailbox, key, summaries);
        }
        List<Uid> uids = uids(replies);
        List<Uid> described = uids.subList(0, Math.min(summaries, uids.size()));
        return new SearchHits(
                name,
                mailbox.uidValidity(),
                uids,
                fetch(described).stream().map(Fetched::summary).toList(),
                List.of());
    }

    private List<Reply> ask(Selected mailbox, SearchKey key) {
        if (mailbox.exists() <= RANGE) {
            return connection.send(List.of(SearchCommand.of(key, "")));
        }
        List<Command> ranges = new ArrayList<>();
        for (long from = 1; from <= mailbox.exists(); from += RANGE) {
            ranges.add(SearchCommand.of(key, from + ":" + Math.min(mailbox.exists(), from + RANGE - 1)));
        }
        return connection.send(ranges);
    }

    /** BADCHARSET (RFC 9051 §7.1), or the words that Exchange and others use instead. */
    private static boolean badCharset(Reply reply) {
        return !reply.ok() && (reply.text().is("BADCHARSET") || reply.text().mentions("charset", "character set"));
    }

    private static List<Uid> uids(List<Reply> replies) {
        for (Reply reply : replies) {
            if (reply.status() == Response.Status.BAD) {
                throw new MailException(
                        Fault.BAD_QUERY,
                        "the mail server does not take this search: \""
                                + reply.text().text() + "\"",
                        "Use simpler search keys.");
            }
            reply.orRefused();
        }
        return replies.getFirst()
                .data("SEARCH")
                .flatMap(found -> found.data().stream())
                .map(Data::number)
                .filter(number -> number >= 1 && number <= Uid.HIGHEST)
                .map(Uid::new)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /** Lets the server do what it can do in ASCII and looks through the newest of what remains. */
    private SearchHits searchHere(Selected mailbox, SearchKey key, int summaries) {
        List<Uid> candidates = uids(ask(mailbox, EnvelopeFilter.asciiPart(key)));
        List<String> warnings = new ArrayList<>();
        warnings.add("The mail server cannot search for letters beyond ASCII: subjects and addresses were compared"
                + " here instead, message texts were not searched.");
        if (candidates.size() > MOST_LOCAL) {
            warnings.add("Only the newest " + MOST_LOCAL + " of " + candidates.size() + " messages were looked at.");
            candidates = candidates.subList(0, MOST_LOCAL);
        }
        EnvelopeFilter filter = new EnvelopeFilter(key, clock.instant());
        List<MessageSummary> found = new ArrayList<>();
        for (int from = 0; from < candidates.size(); from += 200) {
            fetch(candidates.subList(from, Math.min(candidates.size(), from + 200))).stream()
                    .filter(message -> filter.matches(message.summary(), message.sequence()))
                    .map(Fetched::summary)
                    .forEach(found::add);
        }
        return new SearchHits(
                mailbox.name(),
                mailbox.uidValidity(),
                found.stream().map(MessageSummary::uid).toList(),
                found.subList(0, Math.min(summaries, found.size())),
                warnings);
    }

    /** Newest first; what has been expunged since is left out. */
    private List<Fetched> fetch(Collection<Uid> uids) {
        if (uids.isEmpty()) {
            return List.of();
        }
        Reply reply = connection.send(Command.asking("UID FETCH " + UidSet.of(uids) + " (" + Fetched.SUMMARY + ")"));
        return Fetched.all(reply.orRefused()).stream()
                .filter(f -> f.isSummary() && uids.contains(f.uid().orElseThrow()))
                .sorted(Comparator.comparing((Fetched f) -> f.uid().orElseThrow())
                        .reversed())
                .toList();
    }
}
