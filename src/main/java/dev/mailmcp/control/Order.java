package dev.mailmcp.control;

import java.util.List;
import java.util.Optional;

/** Something that an operator wants done. It names clients by their short ids and mailboxes by their marks, never by address. */
public sealed interface Order {
    /** @param mailboxes marks of one mailbox, one for each master key; empty for any mailbox */
    record ListGrants(Optional<String> client, List<String> mailboxes) implements Order {
        public ListGrants {
            mailboxes = List.copyOf(mailboxes);
        }
    }

    /** How many grants stand, and which keys they need. */
    record Count() implements Order {}

    record EndGrant(String id) implements Order {}

    record EndGrantsOfClient(String client) implements Order {}

    /** @param mailboxes marks of one mailbox, one for each master key */
    record EndGrantsOfMailbox(List<String> mailboxes) implements Order {
        public EndGrantsOfMailbox {
            mailboxes = List.copyOf(mailboxes);
        }
    }

    /** The client can do nothing any more, and its grants end. */
    record RevokeClient(String client) implements Order {}
}
