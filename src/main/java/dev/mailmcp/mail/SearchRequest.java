package dev.mailmcp.mail;

import dev.mailmcp.value.InvalidValue;
import java.util.Optional;

/**
 * A question to one mailbox. Newest means highest UID: the order of arrival in this mailbox, where a message that was moved in
 * lately is a new one, whatever its date.
 *
 * @param summaries how many of the newest matches to describe, 0 to 100
 * @param uids how many UIDs of the newest matches to give, from {@code summaries} to 1,000
 * @param expected the UIDVALIDITY of an earlier answer
 * @param below only messages with a lower UID, to go on where an earlier answer ended
 */
public record SearchRequest(
        SearchKey key, int summaries, int uids, Optional<UidValidity> expected, Optional<Uid> below) {
    /** The most UIDs that one answer gives. */
    public static final int MOST_UIDS = 1000;

    public SearchRequest {
        if (summaries < 0 || summaries > 100 || uids < summaries || uids > MOST_UIDS) {
            throw new InvalidValue("a search describes 0 to 100 messages and gives up to 1000 UIDs");
        }
    }

    /** The newest match and how many there are: answered shortly however many that is. */
    public static SearchRequest last(SearchKey key) {
        return new SearchRequest(key, 1, 1, Optional.empty(), Optional.empty());
    }

    /** From the newest match on, with as many UIDs as there may be. */
    public static SearchRequest newest(SearchKey key, int summaries) {
        return new SearchRequest(key, summaries, MOST_UIDS, Optional.empty(), Optional.empty());
    }
}
