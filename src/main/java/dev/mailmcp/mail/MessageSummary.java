package dev.mailmcp.mail;

import java.time.Instant;
import java.util.List;

/**
 * One row of a list: no body was fetched for it.
 *
 * @param internalDate when the server took the message in (RFC 9051 §2.3.3)
 * @param size in bytes, as the server counts it
 * @param hasAttachments whether its structure has a part that would be listed as an attachment
 */
public record MessageSummary(
        Uid uid, Envelope envelope, Instant internalDate, long size, List<Flag> flags, boolean hasAttachments) {
    public MessageSummary {
        flags = List.copyOf(flags);
    }
}
