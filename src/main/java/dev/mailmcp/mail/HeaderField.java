package dev.mailmcp.mail;

/**
 * A field of a message's header as it stands there (RFC 5322 §2.2), written by whoever sent or carried the mail.
 *
 * @param name as written; compared without case
 * @param value unfolded, stripped, without control characters, not decoded: encoded words (RFC 2047) are still in it, octets beyond ASCII are read as UTF-8
 *     where they are that, otherwise as Windows-1252
 */
public record HeaderField(String name, String value) {
    public boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }
}
