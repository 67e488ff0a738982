package dev.mailmcp.mail;

import java.util.List;
import java.util.Optional;

/**
 * What a search found.
 *
 * @param asked what the server was asked, as far as it could be, and what was looked at here otherwise
 * @param count all matches that the request allows, also those not given
 * @param uids the newest matches (highest UID first), as many as were asked for
 * @param summaries of the first of {@code uids}, in their order
 * @param rest below which UID there may be more matches than were described; empty when all were, or none was asked for
 * @param warnings for instance that the server could not search non-ASCII text
 */
public record SearchHits(
        MailboxName mailbox,
        UidValidity uidValidity,
        SearchKey asked,
        long count,
        List<Uid> uids,
        List<MessageSummary> summaries,
        Optional<Uid> rest,
        List<String> warnings) {
    public SearchHits {
        uids = List.copyOf(uids);
        summaries = List.copyOf(summaries);
        warnings = List.copyOf(warnings);
    }
}
