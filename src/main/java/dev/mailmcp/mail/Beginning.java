package dev.mailmcp.mail;

/**
 * How a message's text begins, as it came: in outsiders' words, with whatever they hide in them.
 *
 * @param text decoded; HTML may be cut off anywhere
 */
public record Beginning(Kind kind, String text) {
    /** Who made it, and of what. */
    public enum Kind {
        /** The mail server, for being shown (RFC 8970 §4.1); empty when the message has no words. */
        PREVIEW,
        PLAIN,
        HTML
    }
}
