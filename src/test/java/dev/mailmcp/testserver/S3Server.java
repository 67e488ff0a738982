package dev.mailmcp.testserver;

import java.io.InputStream;
import java.net.URI;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * A real S3 server in memory, on loopback, that checks every signature; with one bucket, and a count of what was asked of it.
 * Objects live in the heap of the test.
 */
public final class S3Server implements AutoCloseable {
    public static final String BUCKET = "mail-attachments";
    public static final String REGION = "us-east-1";
    public static final String ACCESS_KEY_ID = "test-access-key";
    public static final String SECRET_ACCESS_KEY = "test-secret-key-of-no-worth";

    /** Kept, so that its level is not forgotten: it writes signed requests, URLs included. */
    private static final Logger WIRE = Logger.getLogger("org.gaul");

    private final S3Proxy proxy;
    private final Counting store;

    private S3Server(S3Proxy proxy, Counting store) {
        this.proxy = proxy;
        this.store = store;
    }

    /** What was asked so far: whole objects put, parts put, objects fetched, asked about; uploads in parts not ended yet. */
    public record Count(int puts, int parts, int gets, int heads, int openUploads) {
        /** Objects and parts together: none on a second read. */
        public int allPuts() {
            return puts + parts;
        }
    }

    public static S3Server start() throws Exception {
        WIRE.setLevel(Level.WARNING);
        var store = new Counting(BlobStores.create("transient-nio2", new Properties()));
        store.createContainer(BUCKET);
        S3Proxy proxy = S3Proxy.builder()
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY_ID, SECRET_ACCESS_KEY)
                .blobStore(store)
                .build();
        proxy.start();
        return new S3Server(proxy, store);
    }

    /** What goes into {@code AWS_ENDPOINT_URL_S3}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    public Count count() {
        return new Count(
                store.puts.get(), store.parts.get(), store.gets.get(), store.heads.get(), store.openUploads.get());
    }

    /** How many objects the bucket holds. */
    public int objects() {
        return store.delegate()
                .list(ListObjectsV2Request.builder().bucket(BUCKET).build())
                .contents()
                .size();
    }

    /** Stops the server; its port then refuses connections. */
    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server does not stop", e);
        }
    }

    private static final class Counting extends ForwardingBlobStore {
        private final AtomicInteger puts = new AtomicInteger();
        private final AtomicInteger parts = new AtomicInteger();
        private final AtomicInteger gets = new AtomicInteger();
        private final AtomicInteger heads = new AtomicInteger();
        private final AtomicInteger openUploads = new AtomicInteger();

        Counting(BlobStore delegate) {
            super(delegate);
        }

        /** S3Proxy keeps notes on uploads in parts as objects; no client asked for those. */
        private static void count(AtomicInteger counter, String key) {
            if (!key.startsWith(".s3proxy-")) {
                counter.incrementAndGet();
            }
        }

        @Override
        public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
            count(puts, request.key());
            return super.putBlob(request, content);
        }

        @Override
        public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
            openUploads.incrementAndGet();
            return super.initiateMultipartUpload(request);
        }

        @Override
        public UploadPartResponse uploadMultipartPart(
                MultipartUpload upload, UploadPartRequest request, InputStream content) {
            parts.incrementAndGet();
            return super.uploadMultipartPart(upload, request, content);
        }

        @Override
        public CompleteMultipartUploadResponse completeMultipartUpload(
                MultipartUpload upload, CompleteMultipartUploadRequest request) {
            openUploads.decrementAndGet();
            return super.completeMultipartUpload(upload, request);
        }

        @Override
        public void abortMultipartUpload(MultipartUpload upload) {
            openUploads.decrementAndGet();
            super.abortMultipartUpload(upload);
        }

        @Override
        public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
            count(gets, request.key());
            return super.getBlob(request);
        }

        @Override
        public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
            count(heads, request.key());
            return super.blobMetadata(request);
        }
    }
}
