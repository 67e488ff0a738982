package dev.mailmcp.testing;

import dev.mailmcp.attachment.AttachmentKey;
import dev.mailmcp.attachment.AttachmentOwner;
import dev.mailmcp.attachment.AttachmentReference;
import dev.mailmcp.attachment.AttachmentStore;
import dev.mailmcp.attachment.AttachmentStoreException;
import dev.mailmcp.attachment.StoredAttachment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps attachments in memory under guessable names. */
public final class FakeAttachmentStore implements AttachmentStore {
    private static final String BASE = "http://localhost:3000/attachments/";

    private record Kept(StoredAttachment attachment, byte[] bytes) {}

    /** What goes wrong when a URL is looked up, if anything. */
    public Optional<AttachmentStoreException.Fault> fault = Optional.empty();

    private final Map<String, Kept> kept = new LinkedHashMap<>();

    @Override
    public AttachmentKey key(AttachmentOwner owner, AttachmentReference reference) {
        String part = "part-"
                + Long.toHexString(0x1000_0000_0000L + (reference.toString().hashCode() & 0xFFFF_FFFFL));
        return new AttachmentKey(owner.id(), part);
    }

    @Override
    public Optional<StoredAttachment> find(AttachmentKey key) {
        return Optional.ofNullable(kept.get(key.path())).map(Kept::attachment);
    }

    @Override
    public StoredAttachment put(
            AttachmentKey key, String filename, String contentType, long expectedSize, Content content)
            throws IOException {
        var out = new ByteArrayOutputStream();
        content.writeTo(out);
        var stored = new StoredAttachment(key, filename, contentType, out.size());
        kept.put(key.path(), new Kept(stored, out.toByteArray()));
        return stored;
    }

    @Override
    public URI url(AttachmentOwner owner, StoredAttachment attachment) {
        return URI.create(BASE + attachment.key().path());
    }

    @Override
    public Optional<StoredAttachment> resolve(AttachmentOwner owner, URI url) {
        fault.ifPresent(kind -> {
            throw new AttachmentStoreException(kind, "the store fails");
        });
        String text = url.toString();
        return text.startsWith(BASE + owner.id() + "/")
                ? Optional.ofNullable(kept.get(text.substring(BASE.length()))).map(Kept::attachment)
                : Optional.empty();
    }

    @Override
    public InputStream open(StoredAttachment attachment) {
        return new ByteArrayInputStream(kept.get(attachment.key().path()).bytes());
    }
}
