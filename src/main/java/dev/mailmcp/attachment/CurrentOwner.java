package dev.mailmcp.attachment;

/** The owner behind the current request. A singleton may hold this; it holds nothing of a caller itself. */
public interface CurrentOwner {
    AttachmentOwner owner();
}
