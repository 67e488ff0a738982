package dev.mailmcp.attachment;

/** Where in a mailbox an attachment stands: what its key is derived from. */
public record AttachmentReference(String mailbox, long uidValidity, long uid, String section) {}
