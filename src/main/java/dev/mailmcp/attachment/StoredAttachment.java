package dev.mailmcp.attachment;

/**
 * What is known of a stored attachment. Whatever a mail called it, what stands here is safe in a header and on a disk.
 *
 * @param filename made plain here: no path, no control or bidirectional characters, 120 characters at most, never empty
 * @param contentType {@code type/subtype} in lower case; {@code application/octet-stream} in place of anything else
 * @param size exact number of bytes
 */
public record StoredAttachment(AttachmentKey key, String filename, String contentType, long size) {
    public StoredAttachment {
        filename = PlainFileName.of(filename);
        contentType = DownloadType.wellFormed(contentType);
    }
}
