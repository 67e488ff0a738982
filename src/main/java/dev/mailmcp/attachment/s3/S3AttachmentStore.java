package dev.mailmcp.attachment.s3;

import dev.mailmcp.attachment.AttachmentKey;
import dev.mailmcp.attachment.AttachmentKeys;
import dev.mailmcp.attachment.AttachmentOwner;
import dev.mailmcp.attachment.AttachmentReference;
import dev.mailmcp.attachment.AttachmentStore;
import dev.mailmcp.attachment.AttachmentStoreException;
import dev.mailmcp.attachment.AttachmentStoreException.Fault;
import dev.mailmcp.attachment.ContentDisposition;
import dev.mailmcp.attachment.DownloadType;
import dev.mailmcp.attachment.StoredAttachment;
import dev.mailmcp.attachment.UrlLife;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Attachments as objects of a bucket, below {@code attachments/}. Their URLs are presigned, so downloads do not pass through
 * us; they survive the grant that made them. Objects are removed by a lifecycle rule of the bucket.
 */
public final class S3AttachmentStore implements AttachmentStore, AutoCloseable {
    private static final String PREFIX = "attachments/";
    private static final String FILENAME = "filename";
    private static final long SLOT_WAIT_SECONDS = 30;
    private static final Pattern EXPIRY_DATE = Pattern.compile("expiry-date=\"([^\"]+)\"");

    private final S3Connection connection;
    private final String bucket;
    private final String base;
    private final AttachmentKeys keys;
    private final UrlLife life;
    private final Clock clock;
    /** A quarter of the heap at most is parts on their way: eight uploads must not fill a small heap. */
    private final Semaphore slots =
            new Semaphore(Math.clamp(Runtime.getRuntime().maxMemory() / 4 / S3Upload.PART, 1, 256));

    public S3AttachmentStore(S3Settings settings, AttachmentKeys keys, UrlLife life, Clock clock) {
        this.connection = S3Connection.to(settings);
        this.bucket = settings.bucket();
        this.base = connection
                .client()
                .utilities()
                .getUrl(url -> url.bucket(settings.bucket()).key(PREFIX))
                .toString();
        this.keys = keys;
        this.life = life;
        this.clock = clock;
    }

    @Override
    public AttachmentKey key(AttachmentOwner owner, AttachmentReference reference) {
        return keys.name(owner, reference);
    }

    @Override
    public Optional<StoredAttachment> find(AttachmentKey key) {
        return head(key)
                .filter(object -> outlives(object, clock.instant().plus(life.value())))
                .map(object -> stored(key, object));
    }

    @Override
    public StoredAttachment put(
            AttachmentKey key, String filename, String contentType, long expectedSize, Content content)
            throws IOException {
        var described = new StoredAttachment(key, filename, contentType, 0);
        // ASCII in a header that not every server reads as UTF-8.
        var metadata = Map.of(FILENAME, ContentDisposition.percentEncoded(described.filename()));
        takeSlot();
        try {
            var upload = new S3Upload(
                    connection.client(),
                    new S3Upload.Target(bucket, PREFIX + key.path(), described.contentType(), metadata),
                    expectedSize);
            boolean completed = false;
            try {
                content.writeTo(upload);
                upload.complete();
                completed = true;
            } finally {
                if (!completed) {
                    upload.abort();
                }
            }
            return new StoredAttachment(key, described.filename(), described.contentType(), upload.size());
        } finally {
            slots.release();
        }
    }

    @Override
    public URI url(AttachmentOwner owner, StoredAttachment attachment) {
        if (!attachment.key().ownerId().equals(owner.id())) {
            throw new IllegalArgumentException("another owner's attachment");
        }
        try {
            return URI.create(connection
                    .presigner()
                    .presignGetObject(presign -> presign.signatureDuration(life.value())
                            .getObjectRequest(get -> get.bucket(bucket)
                                    .key(PREFIX + attachment.key().path())
                                    .responseContentDisposition(ContentDisposition.attachment(attachment.filename()))
                                    .responseContentType(DownloadType.passive(attachment.contentType()))))
                    .url()
                    .toString());
        } catch (SdkException e) {
            throw S3Faults.of(e);
        }
    }

    @Override
    public Optional<StoredAttachment> resolve(AttachmentOwner owner, URI url) {
        return PresignedUrl.parse(base, url)
                .filter(presigned -> presigned.key().ownerId().equals(owner.id()))
                .filter(presigned -> presigned.expires().isAfter(clock.instant()))
                .flatMap(presigned -> head(presigned.key()).map(object -> stored(presigned.key(), object)));
    }

    @Override
    public InputStream open(StoredAttachment attachment) {
        try {
            return connection.client().getObject(get -> get.bucket(bucket)
                    .key(PREFIX + attachment.key().path()));
        } catch (SdkException e) {
            throw S3Faults.of(e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    private Optional<HeadObjectResponse> head(AttachmentKey key) {
        try {
            return Optional.of(
                    connection.client().headObject(head -> head.bucket(bucket).key(PREFIX + key.path())));
        } catch (S3Exception e) {
            if (S3Faults.isAbsent(e)) {
                return Optional.empty();
            }
            throw S3Faults.of(e);
        } catch (SdkException e) {
            throw S3Faults.of(e);
        }
    }

    /** Whether the bucket's lifecycle rule, which S3 tells with each object, spares the object until then. */
    private static boolean outlives(HeadObjectResponse object, Instant end) {
        String expiration = object.expiration();
        Matcher date = EXPIRY_DATE.matcher(expiration == null ? "" : expiration);
        if (!date.find()) {
            return true;
        }
        try {
            return java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME
                    .parse(date.group(1), Instant::from)
                    .isAfter(end);
        } catch (java.time.DateTimeException _) {
            return true;
        }
    }

    private static StoredAttachment stored(AttachmentKey key, HeadObjectResponse object) {
        String type = object.contentType();
        return new StoredAttachment(
                key,
                decoded(object.metadata().getOrDefault(FILENAME, "")),
                type == null ? DownloadType.OPAQUE : type,
                object.contentLength());
    }

    private static String decoded(String filename) {
        try {
            // The encoder leaves a plus sign as it is; the decoder would make it a space.
            return URLDecoder.decode(filename.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return filename; // Not ours; still a name.
        }
    }

    private void takeSlot() throws IOException {
        try {
            if (!slots.tryAcquire(SLOT_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AttachmentStoreException(Fault.BUSY, "too many attachments are being stored at once");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the caller went away");
        }
    }
}
