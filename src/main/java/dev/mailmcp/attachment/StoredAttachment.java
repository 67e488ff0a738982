package dev.mailmcp.attachment;

/**
 * What is known of a stored attachment.
 *
 * @param size exact number of bytes
 */
public record StoredAttachment(AttachmentKey key, String filename, String contentType, long size) {}
