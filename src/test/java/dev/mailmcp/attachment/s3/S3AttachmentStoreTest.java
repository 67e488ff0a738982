package dev.mailmcp.attachment.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.attachment.AttachmentKey;
import dev.mailmcp.attachment.AttachmentKeys;
import dev.mailmcp.attachment.AttachmentOwner;
import dev.mailmcp.attachment.AttachmentStore;
import dev.mailmcp.attachment.AttachmentStoreContract;
import dev.mailmcp.attachment.AttachmentStoreException;
import dev.mailmcp.attachment.AttachmentStoreException.Fault;
import dev.mailmcp.attachment.StoredAttachment;
import dev.mailmcp.attachment.UrlLife;
import dev.mailmcp.secret.Secret;
import dev.mailmcp.testserver.S3Server;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract on a real S3 server that checks signatures, and what is particular to a bucket. */
class S3AttachmentStoreTest extends AttachmentStoreContract {
    private S3Server server;
    private S3AttachmentStore store;

    @BeforeAll
    void start() throws Exception {
        server = S3Server.start();
        store = store(server.endpoint(), S3Server.SECRET_ACCESS_KEY, S3Server.BUCKET, Duration.ofDays(7));
    }

    @AfterAll
    void stop() {
        store.close();
        server.close();
    }

    @Test
    void aSecondReadAsksOnceAndPutsAndFetchesNothing() throws Exception {
        AttachmentKey key = put(ALICE, "a.txt", "text/plain", 1, SMALL).key();
        S3Server.Count before = server.count();

        StoredAttachment found = store.find(key).orElseThrow();
        store.url(ALICE, found);

        S3Server.Count after = server.count();
        assertEquals(before.allPuts(), after.allPuts());
        assertEquals(before.gets(), after.gets());
        assertEquals(before.heads() + 1, after.heads());
    }

    @Test
    void aSmallAttachmentIsOnePutAndALargeOneGoesInParts() throws Exception {
        S3Server.Count before = server.count();
        put(ALICE, "a.bin", "x/y", 1, new byte[S3Upload.PART]);
        S3Server.Count small = server.count();
        put(ALICE, "a.bin", "x/y", 1, new byte[2 * S3Upload.PART + 1]);
        S3Server.Count large = server.count();

        assertEquals(before.puts() + 1, small.puts());
        assertEquals(before.parts(), small.parts());
        assertEquals(small.puts(), large.puts());
        assertEquals(small.parts() + 3, large.parts());
    }

    @Test
    void aUrlOfAnotherBucketIsNotRead() throws Exception {
        String url =
                store.url(ALICE, put(ALICE, "a.txt", "text/plain", 1, SMALL)).toString();

        assertTrue(store.resolve(ALICE, URI.create(url.replace(S3Server.BUCKET, "other-bucket")))
                .isEmpty());
    }

    @Test
    void aForeignUrlIsRefusedWithoutAskingAnyone() throws Exception {
        URI url = store.url(ALICE, put(ALICE, "a.txt", "text/plain", 1, SMALL));
        S3Server.Count before = server.count();

        store.resolve(BOB, url);

        assertEquals(before, server.count());
    }

    @Test
    void aStoreThatIsDownIsSaidToBeAndWorthAnotherTry() throws Exception {
        var gone = S3Server.start();
        URI endpoint = gone.endpoint();
        gone.close();
        try (var unreachable = store(endpoint, S3Server.SECRET_ACCESS_KEY, S3Server.BUCKET, Duration.ofDays(7))) {
            var thrown = assertThrows(AttachmentStoreException.class, () -> unreachable.find(newKey(ALICE)));

            assertEquals(Fault.UNAVAILABLE, thrown.fault());
            assertTrue(thrown.fault().retryable());
            assertFalse(String.valueOf(thrown.getMessage()).contains("127.0.0.1"));
        }
    }

    @Test
    void wrongCredentialsAreRefusedForGood() throws Exception {
        try (var denied = store(server.endpoint(), "wrong", S3Server.BUCKET, Duration.ofDays(7))) {
            AttachmentKey key = newKey(ALICE);
            assertTrue(denied.find(key).isEmpty());

            var thrown = assertThrows(
                    AttachmentStoreException.class,
                    () -> denied.put(key, "a.txt", "text/plain", 1, out -> out.write(SMALL)));

            assertEquals(Fault.REFUSED, thrown.fault());
            assertFalse(String.valueOf(thrown.getMessage()).contains(S3Server.ACCESS_KEY_ID));
        }
    }

    @Test
    void aMissingBucketIsRefusedForGood() throws Exception {
        try (var missing = store(server.endpoint(), S3Server.SECRET_ACCESS_KEY, "no-such-bucket", Duration.ofDays(7))) {
            var thrown = assertThrows(
                    AttachmentStoreException.class,
                    () -> missing.put(newKey(ALICE), "a.bin", "x/y", 1, out -> out.write(new byte[6_000_000])));

            assertEquals(Fault.REFUSED, thrown.fault());
        }
    }

    @Test
    void settingsDoNotPrintTheSecret() {
        assertFalse(settings(server.endpoint(), "hunter2", S3Server.BUCKET)
                .toString()
                .contains("hunter2"));
    }

    @Override
    protected AttachmentStore store() {
        return store;
    }

    @Override
    protected URI expiredUrl(AttachmentOwner owner, StoredAttachment attachment) throws Exception {
        // The signer has a clock of its own; so has the server.
        try (var brief = store(server.endpoint(), S3Server.SECRET_ACCESS_KEY, S3Server.BUCKET, Duration.ofSeconds(1))) {
            URI url = brief.url(owner, attachment);
            for (int i = 0; i < 100 && get(url).statusCode() == 200; i++) {
                Thread.sleep(100);
            }
            return url;
        }
    }

    @Override
    protected int refusal() {
        return 403;
    }

    @Override
    protected int leftovers() {
        return server.count().openUploads();
    }

    @Override
    protected int kept() {
        return server.objects();
    }

    private static S3AttachmentStore store(URI endpoint, String secret, String bucket, Duration life) {
        var keys = AttachmentKeys.of(new byte[32], List.of(new byte[32]));
        return new S3AttachmentStore(settings(endpoint, secret, bucket), keys, new UrlLife(life), Clock.systemUTC());
    }

    private static S3Settings settings(URI endpoint, String secret, String bucket) {
        return new S3Settings(
                bucket,
                S3Server.REGION,
                Optional.of(new S3Credentials(S3Server.ACCESS_KEY_ID, Secret.of(secret))),
                Optional.of(endpoint));
    }
}
