package dev.mailmcp.mail;

/** Gives a composition its wire form (RFC 5322, 2045 to 2047, 2231, 6532). */
public interface Composer {
    /** @return the message with a Message-ID of its own and the Date of now */
    Composed compose(Composition composition);

    /**
     * The same, with a Message-ID that the caller chose.
     *
     * @param localPart of it, before the {@code @}: letters, digits, hyphens and underscores, 1 to 40; not to be guessed
     */
    Composed compose(Composition composition, String localPart);

    /**
     * @param messageId with angle brackets
     * @param outgoing for the wire: no Bcc field
     * @param kept for the Sent or Drafts mailbox: with the Bcc field
     */
    record Composed(String messageId, Transmittable outgoing, Transmittable kept) {}
}
