package dev.mailmcp.tool;

import dev.mailmcp.mail.MessageSummary;
import dev.mailmcp.mail.SearchHits;
import dev.mailmcp.mail.Uid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts what several folders found into one order. Within a folder the newest is the one that arrived last (its highest UID);
 * between folders the later arrival goes first.
 */
final class NewestFirst {
    private NewestFirst() {}

    /** A message and the answer it is from. */
    record Hit(SearchHits from, MessageSummary message) {}

    /**
     * @param hits in the order taken
     * @param left where to go on, for each folder that has more
     */
    record Page(List<Hit> hits, List<SearchCursor.Place> left) {}

    static Page of(List<SearchHits> answers, int limit) {
        int[] taken = new int[answers.size()];
        List<Hit> hits = new ArrayList<>();
        while (hits.size() < limit) {
            int newest = -1;
            for (int i = 0; i < taken.length; i++) {
                boolean more = taken[i] < answers.get(i).summaries().size();
                if (more
                        && (newest < 0
                                || head(answers, taken, i)
                                        .internalDate()
                                        .isAfter(head(answers, taken, newest).internalDate()))) {
                    newest = i;
                }
            }
            if (newest < 0) {
                break;
            }
            hits.add(new Hit(answers.get(newest), head(answers, taken, newest)));
            taken[newest]++;
        }
        List<SearchCursor.Place> left = new ArrayList<>();
        for (int i = 0; i < taken.length && limit > 0; i++) {
            SearchHits answer = answers.get(i);
            rest(answer, taken[i])
                    .ifPresent(below -> left.add(SearchCursor.place(answer.mailbox(), answer.uidValidity(), below)));
        }
        return new Page(List.copyOf(hits), List.copyOf(left));
    }

    private static MessageSummary head(List<SearchHits> answers, int[] taken, int index) {
        return answers.get(index).summaries().get(taken[index]);
    }

    private static Optional<Uid> rest(SearchHits answer, int taken) {
        List<MessageSummary> all = answer.summaries();
        if (taken == all.size()) {
            return answer.rest();
        }
        // What arrives meanwhile is not part of this search.
        return Optional.of(
                taken > 0
                        ? all.get(taken - 1).uid()
                        : new Uid(Math.min(Uid.HIGHEST, all.getFirst().uid().value() + 1)));
    }
}
