package dev.mailmcp.mail;

import java.util.List;

/**
 * What a search found.
 *
 * @param uids all matches, newest (highest UID) first
 * @param summaries of the first matches, in the order of {@code uids}; as many as were asked for
 * @param warnings for instance that the server could not search non-ASCII text
 */
public record SearchHits(
        MailboxName mailbox,
        UidValidity uidValidity,
        List<Uid> uids,
        List<MessageSummary> summaries,
        List<String> warnings) {
    public SearchHits {
        uids = List.copyOf(uids);
        summaries = List.copyOf(summaries);
        warnings = List.copyOf(warnings);
    }
}
