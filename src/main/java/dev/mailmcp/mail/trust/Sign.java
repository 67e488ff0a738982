package dev.mailmcp.mail.trust;

import java.util.Locale;

/**
 * Something about a mail that speaks against believing it.
 *
 * @param detail what was found, on one line, with words of the sender in it
 */
public record Sign(Kind kind, String detail) {
    /** What may be wrong. */
    public enum Kind {
        /** Answers go to another address of the same domain. */
        REPLY_TO_DIFFERS,
        /** Answers go to another domain. */
        REPLY_TO_OTHER_DOMAIN,
        /** Somebody of another domain sent it on behalf of the author. */
        SENDER_DIFFERS,
        /** The author's name looks like an address that is not theirs. */
        NAME_SHOWS_OTHER_ADDRESS,
        /** A link shows one site and leads to another. */
        LINK_TEXT_DIFFERS,
        /** A domain's letters are of scripts that are mixed to deceive, or all look like those of another script. */
        LOOKALIKE_DOMAIN,
        /** A domain outside ASCII, written as such or as {@code xn--}; honest ones exist. */
        INTERNATIONAL_DOMAIN,
        /** There was text that a person would not have seen. */
        HIDDEN_TEXT,
        /** DMARC, or SPF and DKIM, failed. */
        NOT_AUTHENTICATED;

        /** {@code reply_to_differs}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
