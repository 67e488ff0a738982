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

    /**
     * What is stored under a key and will outlive a URL made now.
     *
     * @throws AttachmentStoreException when the store cannot tell
     */
    Optional<StoredAttachment> find(AttachmentKey key);

    /**
     * Streams an attachment in, memory bounded whatever its size. All or nothing: on any exception nothing is kept.
     *
     * @param expectedSize a guess at the number of bytes; may be wrong
     * @throws IOException what {@code content} threw, or that the caller went away
     * @throws AttachmentStoreException when the store cannot take it; also from within {@code content}, which lets it through
     */
    StoredAttachment put(AttachmentKey key, String filename, String contentType, long expectedSize, Content content)
            throws IOException;

    /**
     * A URL that downloads the attachment as a file, for the configured time, without further credentials.
     *
     * @throws IllegalArgumentException for another owner's attachment
     */
    URI url(AttachmentOwner owner, StoredAttachment attachment);

    /**
     * Reads a URL back: empty unless this server made it, it has not expired, it belongs to this owner and its attachment is
     * still there. Nothing is asked of any host but our own store, and only for a URL that is this owner's by its own words.
     *
     * @throws AttachmentStoreException when the store cannot tell
     */
    Optional<StoredAttachment> resolve(AttachmentOwner owner, URI url);

    /** @throws AttachmentStoreException when it is gone or the store cannot be reached */
    InputStream open(StoredAttachment attachment) throws IOException;

    /** Writes the bytes of an attachment once. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
