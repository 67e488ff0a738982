package dev.mailmcp.attachment.s3;

import dev.mailmcp.attachment.AttachmentKeys;
import dev.mailmcp.attachment.AttachmentOwner;
import dev.mailmcp.attachment.AttachmentReference;
import dev.mailmcp.attachment.StoredAttachment;
import dev.mailmcp.attachment.UrlLife;
import dev.mailmcp.secret.Secret;
import dev.mailmcp.testserver.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A process of its own, with a small heap: stores large attachments at the same time and reads each back by its URL. */
final class SmallHeapUpload {
    static final int SIZE = 25 << 20;
    static final int UPLOADS = 4;

    private SmallHeapUpload() {}

    /** @param args the server's endpoint. Prints one line per attachment that came back byte-equal. */
    public static void main(String... args) throws Exception {
        var settings = new S3Settings(
                S3Server.BUCKET,
                S3Server.REGION,
                Optional.of(new S3Credentials(S3Server.ACCESS_KEY_ID, Secret.of(S3Server.SECRET_ACCESS_KEY))),
                Optional.of(URI.create(args[0])));
        var keys = AttachmentKeys.of(new byte[32], List.of(new byte[32]));
        var owner = new AttachmentOwner("owner-in-a-small-heap", "grant");
        try (var store = new S3AttachmentStore(settings, keys, new UrlLife(Duration.ofDays(7)), Clock.systemUTC());
                var uploads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> results = new ArrayList<>();
            for (int i = 0; i < UPLOADS; i++) {
                int seed = i;
                results.add(uploads.submit(() -> roundTrip(store, owner, seed)));
            }
            for (Future<String> result : results) {
                System.out.println(result.get());
            }
        }
    }

    private static String roundTrip(S3AttachmentStore store, AttachmentOwner owner, int seed) throws Exception {
        var key = store.key(owner, new AttachmentReference("INBOX", 1, seed, "2"));
        MessageDigest sent = MessageDigest.getInstance("SHA-256");
        StoredAttachment stored = store.put(
                key,
                "large.bin",
                "application/octet-stream",
                SIZE,
                out -> write(new DigestOutputStream(out, sent), seed));
        MessageDigest got = MessageDigest.getInstance("SHA-256");
        try (InputStream in = store.url(owner, stored).toURL().openStream()) {
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), got));
        }
        return Arrays.equals(sent.digest(), got.digest())
                ? "equal " + stored.size()
                : "differs " + HexFormat.of().formatHex(got.digest());
    }

    private static void write(OutputStream out, int seed) throws IOException {
        var random = new Random(seed);
        byte[] some = new byte[16 << 10];
        for (int written = 0; written < SIZE; written += some.length) {
            random.nextBytes(some);
            out.write(some);
        }
    }
}
