package dev.mailmcp.mail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One row of a list: no body was fetched for it, at most the beginning of one where a preview was wanted.
 *
 * @param internalDate when the server took the message in (RFC 9051 §2.3.3)
 * @param size in bytes, as the server counts it
 * @param hasAttachments whether its structure has a part that would be listed as an attachment
 * @param preview the first words of its text, at most 200 characters on one line; empty when nobody asked for them, or when there
 *     are none to be had
 */
public record MessageSummary(
        Uid uid,
        Envelope envelope,
        Instant internalDate,
        long size,
        List<Flag> flags,
        boolean hasAttachments,
        Optional<String> preview) {
    public MessageSummary {
        flags = List.copyOf(flags);
    }

    /** One without a preview. */
    public MessageSummary(
            Uid uid, Envelope envelope, Instant internalDate, long size, List<Flag> flags, boolean hasAttachments) {
        this(uid, envelope, internalDate, size, flags, hasAttachments, Optional.empty());
    }

    /** The same with these first words, if any. */
    public MessageSummary with(Optional<String> words) {
        return new MessageSummary(uid, envelope, internalDate, size, flags, hasAttachments, words);
    }
}
