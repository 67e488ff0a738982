package dev.mailmcp.attachment;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Optional;

/** Keeps attachments for as long as their URLs live, and hands out those URLs. */
public interface AttachmentStore {
    /** The key of a part: HMAC under a key of ours, so that no one can guess another person's. */
    AttachmentKey key(AttachmentOwner owner, AttachmentReference reference);

    /** What is stored under a key and will outlive a URL made now. */
    Optional<StoredAttachment> find(AttachmentKey key);

    /**
     * Streams an attachment in, memory bounded whatever its size. All or nothing: on any exception nothing is kept.
     *
     * @param expectedSize a guess at the number of bytes; may be wrong
     */
    StoredAttachment put(AttachmentKey key, String filename, String contentType, long expectedSize, Content content)
            throws IOException;

    /** A URL that downloads the attachment as a file, for the configured time, without further credentials. */
    URI url(AttachmentOwner owner, StoredAttachment attachment);

    /** Reads a URL back: empty unless this server made it, it has not expired and it belongs to this owner. No request leaves. */
    Optional<StoredAttachment> resolve(AttachmentOwner owner, URI url);

    InputStream open(StoredAttachment attachment) throws IOException;

    /** Writes the bytes of an attachment once. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
