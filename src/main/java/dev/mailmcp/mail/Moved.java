package dev.mailmcp.mail;

import java.util.Map;

/**
 * What a move did.
 *
 * @param uids each moved message's new UID where the server told it (UIDPLUS, RFC 4315 §3); it may be empty
 */
public record Moved(MailboxName from, MailboxName to, Map<Uid, Uid> uids) {
    public Moved {
        uids = Map.copyOf(uids);
    }
}
