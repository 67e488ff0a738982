package dev.mailmcp.attachment;

/**
 * Whose attachments: an opaque name of one account, the same for every grant of it, derived from host and login under a key.
 *
 * @param id url-safe; tells nothing about the account
 * @param grant the grant of the current request; a local URL dies with it
 */
public record AttachmentOwner(String id, String grant) {}
