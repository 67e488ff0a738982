package dev.mailmcp.mail;

/** Gives a composition its wire form (RFC 5322, 2045 to 2047, 2231, 6532). */
public interface Composer {
    /** @return the message with its own Message-ID and Date. */
    Composed compose(Composition composition);

    /**
     * @param messageId with angle brackets
     * @param outgoing for the wire: no Bcc field
     * @param kept for the Sent or Drafts mailbox: with the Bcc field
     */
    record Composed(String messageId, Transmittable outgoing, Transmittable kept) {}
}
