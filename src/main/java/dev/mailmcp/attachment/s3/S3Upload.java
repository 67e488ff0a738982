package dev.mailmcp.attachment.s3;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An object on its way into the bucket. Up to one part's worth goes as one PUT when it is complete; more goes part by part
 * (multipart upload), with one part in memory. Until {@link #complete} nothing can be seen under the key.
 */
final class S3Upload extends OutputStream {
    /** The least that S3 takes for any part but the last; 10,000 parts of it are more than any mail. */
    static final int PART = 5 << 20;

    private static final Logger LOG = Logger.getLogger(S3Upload.class);

    private final S3Client client;
    private final Target target;
    private final List<CompletedPart> parts = new ArrayList<>();
    private @Nullable String uploadId;
    private byte[] buffer;
    private int filled;
    private long size;

    /** Where it goes and what is written beside it. */
    record Target(String bucket, String key, String contentType, Map<String, String> metadata) {}

    /** @param expectedSize a guess; only the first buffer's size depends on it */
    S3Upload(S3Client client, Target target, long expectedSize) {
        this.client = client;
        this.target = target;
        this.buffer = new byte[Math.clamp(expectedSize, 8 << 10, PART)];
    }

    long size() {
        return size;
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int from = offset;
        int left = length;
        while (left > 0) {
            if (filled == PART) {
                sendPart();
            }
            if (filled == buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.min(PART, buffer.length * 2));
            }
            int some = Math.min(left, buffer.length - filled);
            System.arraycopy(bytes, from, buffer, filled, some);
            filled += some;
            size += some;
            from += some;
            left -= some;
        }
    }

    /** Makes the object appear, whole. */
    void complete() {
        try {
            String id = uploadId;
            if (id == null) {
                client.putObject(
                        put -> put.bucket(target.bucket())
                                .key(target.key())
                                .contentType(target.contentType())
                                .cacheControl("no-store")
                                .metadata(target.metadata()),
                        body());
                return;
            }
            if (filled > 0) {
                sendPart();
            }
            client.completeMultipartUpload(done -> done.bucket(target.bucket())
                    .key(target.key())
                    .uploadId(id)
                    .multipartUpload(all -> all.parts(parts)));
        } catch (SdkException e) {
            throw S3Faults.of(e);
        }
    }

    /** Forgets the parts sent so far. Parts that cannot be forgotten now are left to the bucket's lifecycle rule. */
    void abort() {
        String id = uploadId;
        if (id == null) {
            return;
        }
        // The caller's going away may be the very reason: cleaning up is still ours to do.
        boolean interrupted = Thread.interrupted();
        try {
            client.abortMultipartUpload(
                    abort -> abort.bucket(target.bucket()).key(target.key()).uploadId(id));
        } catch (SdkException e) {
            LOG.warnf(
                    "an unfinished upload stays in the bucket: %s", e.getClass().getSimpleName());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void sendPart() {
        try {
            String id = started();
            int number = parts.size() + 1;
            var sent = client.uploadPart(
                    part -> part.bucket(target.bucket())
                            .key(target.key())
                            .uploadId(id)
                            .partNumber(number),
                    body());
            parts.add(CompletedPart.builder()
                    .partNumber(number)
                    .eTag(sent.eTag())
                    .checksumCRC32(sent.checksumCRC32())
                    .build());
            filled = 0;
        } catch (SdkException e) {
            throw S3Faults.of(e);
        }
    }

    private String started() {
        String id = uploadId;
        if (id == null) {
            id = client.createMultipartUpload(create -> create.bucket(target.bucket())
                            .key(target.key())
                            .contentType(target.contentType())
                            .cacheControl("no-store")
                            .metadata(target.metadata()))
                    .uploadId();
            uploadId = id;
        }
        return id;
    }

    /** The buffer itself, not a copy; a retry reads it again. */
    private RequestBody body() {
        byte[] bytes = buffer;
        int length = filled;
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(bytes, 0, length), length, target.contentType());
    }
}
