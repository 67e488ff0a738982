package dev.mailmcp.mail;

/**
 * A part of a message that is not its text: what a person would call an attachment, inline images included.
 *
 * @param section the part's section number (RFC 9051 §6.4.5), {@code "2"} or {@code "1.3"}
 * @param filename decoded (RFC 2047, 2231) and reduced to a plain file name: no path, no control characters; never empty
 * @param contentType lower case {@code type/subtype}
 * @param encodedSize bytes as they stand in the message
 * @param size bytes when decoded: exact where the encoding is the identity, otherwise estimated from the encoded size
 * @param inline whether the sender meant it to be shown within the text
 * @param contentId without angle brackets; empty when there is none
 * @param transferEncoding lower case ({@code base64}, {@code quoted-printable}, {@code 7bit}…)
 */
public record Attachment(
        String section,
        String filename,
        String contentType,
        long encodedSize,
        long size,
        boolean inline,
        String contentId,
        String transferEncoding) {}
