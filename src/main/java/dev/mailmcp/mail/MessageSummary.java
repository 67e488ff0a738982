package dev.mailmcp.mail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One row of a list: no body was fetched for it, at most the beginning of one where that was wanted.
 *
 * @param internalDate when the server took the message in (RFC 9051 §2.3.3)
 * @param size in bytes, as the server counts it
 * @param hasAttachments whether its structure has a part that would be listed as an attachment
 * @param beginning of its text; empty when nobody asked for it, or when it cannot be had
 */
public record MessageSummary(
        Uid uid,
        Envelope envelope,
        Instant internalDate,
        long size,
        List<Flag> flags,
        boolean hasAttachments,
        Optional<Beginning> beginning) {
    public MessageSummary {
        flags = List.copyOf(flags);
    }

    /** One without its beginning. */
    public MessageSummary(
            Uid uid, Envelope envelope, Instant internalDate, long size, List<Flag> flags, boolean hasAttachments) {
        this(uid, envelope, internalDate, size, flags, hasAttachments, Optional.empty());
    }

    /** The same with the beginning of its text, if there is one. */
    public MessageSummary with(Optional<Beginning> text) {
        return new MessageSummary(uid, envelope, internalDate, size, flags, hasAttachments, text);
    }
}
