package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.Uid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The messages that a server found.
 *
 * @param count all of them
 * @param newest the highest UIDs among them, highest first
 */
record Matches(long count, List<Uid> newest) {
    Matches {
        newest = List.copyOf(newest);
    }

    /**
     * Out of extended answers (ESEARCH, RFC 4731 §3.1, where MAX names one; PARTIAL, RFC 9394 §3.1).
     *
     * @param asked how many commands the flight had
     * @return empty when an answer is missing or counts messages that it does not name: iCloud's do
     */
    static Optional<Matches> extended(Reply flight, int asked, int most) {
        List<Response.Untagged> answers = flight.data("ESEARCH").toList();
        long count = 0;
        List<Uid> newest = new ArrayList<>();
        for (Response.Untagged answer : answers) {
            long told = Math.max(0, item(answer, "COUNT").number());
            List<Uid> named = UidSet.highest(named(answer), most);
            if (told > 0 && named.isEmpty()) {
                return Optional.empty();
            }
            count += Math.max(told, named.size());
            newest.addAll(named);
        }
        return answers.size() < asked ? Optional.empty() : Optional.of(of(count, newest, most));
    }

    /** Whether the first extended answer of a flight counts no match, and says so. */
    static boolean none(Reply flight) {
        return flight.data("ESEARCH")
                .findFirst()
                .map(answer -> item(answer, "COUNT"))
                .filter(count -> count instanceof Data.Atom && count.number() == 0)
                .isPresent();
    }

    /** Out of plain answers (RFC 3501 §7.2.5), all of which name every match. */
    static Matches plain(Reply flight, int most) {
        List<Uid> all = flight.data("SEARCH")
                .flatMap(found -> found.data().stream())
                .map(Data::number)
                .filter(number -> number >= 1 && number <= Uid.HIGHEST)
                .map(Uid::new)
                .distinct()
                .toList();
        return of(all.size(), all, most);
    }

    private static Matches of(long count, List<Uid> uids, int most) {
        return new Matches(
                count,
                uids.stream().sorted(Comparator.reverseOrder()).limit(most).toList());
    }

    /** ALL, the set of a PARTIAL, or MAX: whichever was asked for. */
    private static String named(Response.Untagged answer) {
        return Stream.of(item(answer, "ALL"), item(answer, "PARTIAL").at(1), item(answer, "MAX"))
                .map(Data::raw)
                .filter(set -> !set.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** The value that follows a name, or NIL. */
    private static Data item(Response.Untagged answer, String name) {
        for (int i = 0; i + 1 < answer.data().size(); i++) {
            if (answer.at(i) instanceof Data.Atom(String word) && word.equalsIgnoreCase(name)) {
                return answer.at(i + 1);
            }
        }
        return Data.Nil.NIL;
    }
}
