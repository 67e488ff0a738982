package dev.mailmcp.mail;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a move did.
 *
 * @param moved the messages that were there to be moved; any other named one was not found
 * @param uids each moved message's new UID where the server told it (UIDPLUS, RFC 4315 §3); it may be empty
 * @param left why the originals are still there besides the copies, for a server that cannot move; empty when they are gone
 */
public record Moved(MailboxName from, MailboxName to, List<Uid> moved, Map<Uid, Uid> uids, Optional<String> left) {
    public Moved {
        moved = List.copyOf(moved);
        uids = Map.copyOf(uids);
    }
}
