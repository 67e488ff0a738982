package dev.mailmcp.mail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * RFC 9051 §2.3.5, with encoded words decoded (RFC 2047).
 *
 * @param messageId with its angle brackets, as written
 * @param date the Date field; empty when it is missing or cannot be read
 */
public record Envelope(
        Optional<String> messageId,
        Optional<String> inReplyTo,
        String subject,
        List<Address> from,
        List<Address> sender,
        List<Address> replyTo,
        List<Address> to,
        List<Address> cc,
        List<Address> bcc,
        Optional<Instant> date) {
    public Envelope {
        from = List.copyOf(from);
        sender = List.copyOf(sender);
        replyTo = List.copyOf(replyTo);
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        bcc = List.copyOf(bcc);
    }
}
