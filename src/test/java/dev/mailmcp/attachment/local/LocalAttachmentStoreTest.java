package dev.mailmcp.attachment.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.mailmcp.attachment.AttachmentKey;
import dev.mailmcp.attachment.AttachmentKeys;
import dev.mailmcp.attachment.AttachmentOwner;
import dev.mailmcp.attachment.AttachmentStore;
import dev.mailmcp.attachment.AttachmentStoreContract;
import dev.mailmcp.attachment.AttachmentStoreException;
import dev.mailmcp.attachment.AttachmentStoreException.Fault;
import dev.mailmcp.attachment.StoredAttachment;
import dev.mailmcp.attachment.UrlLife;
import dev.mailmcp.web.TestSurface;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a folder behind our own download endpoint, and what is particular to it. */
class LocalAttachmentStoreTest extends AttachmentStoreContract {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00.5Z");
    private static final Duration LIFE = Duration.ofDays(7);
    private static final AttachmentKeys KEYS = keys(1);

    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private volatile Instant now = START;
    private Path directory;
    private TestSurface surface;
    private LocalAttachmentStore store;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        directory = folder.resolve("data/attachments");
        surface = TestSurface.start();
        store = store(directory, LocalSettings.DEFAULT_QUOTA, KEYS);
        surface.serve(new DownloadEndpoint(store));
    }

    @BeforeEach
    void setTheClock() {
        now = START;
        ended.clear();
    }

    @AfterAll
    void stop() {
        surface.close();
    }

    @Test
    void aBrowserIsToldToSaveTheFileAndTrustNothingInIt() throws Exception {
        var response = get(store.url(ALICE, put(ALICE, "a.txt", "text/plain", 1, SMALL)));

        var headers = response.headers();
        assertEquals(
                "application/octet-stream", headers.firstValue("content-type").orElseThrow());
        assertEquals("nosniff", headers.firstValue("x-content-type-options").orElseThrow());
        assertEquals(
                "sandbox; default-src 'none'",
                headers.firstValue("content-security-policy").orElseThrow());
        assertEquals("no-store", headers.firstValue("cache-control").orElseThrow());
        assertEquals(
                Integer.toString(SMALL.length),
                headers.firstValue("content-length").orElseThrow());
    }

    @Test
    void theUrlIsShortAndInOneSpelling() throws Exception {
        StoredAttachment put = put(ALICE, "Ünï cödé — ".repeat(20) + ".pdf", "text/plain", 1, SMALL);

        String url = store.url(ALICE, put).toString();

        assertTrue(url.length() < 280, url);
        assertTrue(
                url.matches("http://127.0.0.1:[0-9]+/attachments/[\\w-]+/[\\w-]{43}/[\\w.-]+\\.pdf"
                        + "\\?grant=grant-of-alice&exp=[0-9]+&sig=[\\w-]{22}"),
                url);
    }

    @Test
    void aUrlDiesWithItsGrant() throws Exception {
        URI url = store.url(ALICE, put(ALICE, "a.txt", "text/plain", 1, SMALL));
        assertEquals(200, get(url).statusCode());

        ended.add(ALICE.grant());

        assertEquals(404, get(url).statusCode());
        assertTrue(store.resolve(ALICE, url).isEmpty());
    }

    @Test
    void aUrlOfAnotherGrantOfTheSameAccountIsReadBack() throws Exception {
        StoredAttachment put = put(ALICE, "a.txt", "text/plain", 1, SMALL);
        URI url = store.url(ALICE, put);

        assertEquals(
                put,
                store.resolve(new AttachmentOwner(ALICE.id(), "a-later-grant"), url)
                        .orElseThrow());
    }

    @Test
    void noRefusalTellsWhy() throws Exception {
        URI url = store.url(ALICE, put(ALICE, "a.txt", "text/plain", 1, SMALL));
        String forged = new String(get(URI.create(url + "A")).body(), StandardCharsets.UTF_8);
        String nowhere =
                new String(get(URI.create(surface.baseUrl().at("/nothing"))).body(), StandardCharsets.UTF_8);
        now = START.plus(LIFE);
        String expired = new String(get(url).body(), StandardCharsets.UTF_8);

        assertEquals(nowhere, forged);
        assertEquals(nowhere, expired);
    }

    @Test
    void noPathLeadsOut() throws Exception {
        Files.writeString(directory.resolveSibling("secret"), "x");
        for (String path : List.of(
                "/attachments/../secret",
                "/attachments/..%2Fsecret/x/y",
                "/attachments/" + ALICE.id() + "/../../secret?grant=g&exp=9999999999&sig=" + "A".repeat(22),
                "/attachments/",
                "/attachments//etc/passwd")) {
            assertEquals(404, get(URI.create(surface.baseUrl().at(path))).statusCode(), path);
        }
    }

    @Test
    void aUrlOutlivesARotationButNotTheLossOfItsKey() throws Exception {
        StoredAttachment put = put(ALICE, "a.txt", "text/plain", 1, SMALL);
        URI url = store.url(ALICE, put);
        var rotated = store(directory, 1 << 20, AttachmentKeys.of(filled(9), List.of(filled(8), filled(1))));
        var lost = store(directory, 1 << 20, keys(2));

        assertTrue(rotated.resolve(ALICE, url).isPresent());
        assertTrue(lost.resolve(ALICE, url).isEmpty());
        assertTrue(store.resolve(ALICE, rotated.url(ALICE, put)).isEmpty());
    }

    @Test
    void theSweepTakesAFileWhenItsLastUrlHasExpired(@TempDir Path folder) throws Exception {
        var swept = store(folder, 1 << 20, KEYS);
        AttachmentKey once = newKey(ALICE);
        AttachmentKey again = newKey(ALICE);
        StoredAttachment first = swept.put(once, "a.txt", "text/plain", 1, out -> out.write(SMALL));
        StoredAttachment second = swept.put(again, "b.txt", "text/plain", 1, out -> out.write(SMALL));
        URI early = swept.url(ALICE, first);
        now = START.plus(Duration.ofDays(3));
        URI late = swept.url(ALICE, second);

        now = START.plus(LIFE);
        assertEquals(0, swept.sweep());
        now = START.plus(LIFE).plusSeconds(1);
        assertTrue(swept.resolve(ALICE, early).isEmpty());
        assertEquals(1, swept.sweep());

        assertTrue(swept.find(once).isEmpty());
        assertTrue(swept.resolve(ALICE, late).isPresent());
    }

    @Test
    void whatWasFoundIsSpared(@TempDir Path folder) throws Exception {
        var swept = store(folder, 1 << 20, KEYS);
        AttachmentKey key = newKey(ALICE);
        swept.put(key, "a.txt", "text/plain", 1, out -> out.write(SMALL));
        now = START.plus(LIFE).plusSeconds(1);

        StoredAttachment found = swept.find(key).orElseThrow();
        swept.sweep();

        assertTrue(swept.resolve(ALICE, swept.url(ALICE, found)).isPresent());
    }

    @Test
    void theSweepTakesWhatACrashLeftAndEmptyFolders(@TempDir Path folder) throws Exception {
        var swept = store(folder, 1 << 20, KEYS);
        Path owner = Files.createDirectories(folder.resolve(ALICE.id()));
        Path old = Files.createFile(owner.resolve("part.1234.tmp"));
        Files.setLastModifiedTime(old, FileTime.from(START.minus(Duration.ofHours(25))));
        Path running = Files.createFile(
                Files.createDirectories(folder.resolve(BOB.id())).resolve("part.1234.tmp"));
        Files.setLastModifiedTime(running, FileTime.from(START.minus(Duration.ofHours(1))));

        assertEquals(1, swept.sweep());

        assertFalse(Files.exists(owner));
        assertTrue(Files.exists(running));
    }

    @Test
    void theSweepOfAFolderThatIsNotThereYetTakesNothing(@TempDir Path folder) {
        assertEquals(0, store(folder.resolve("missing"), 1, KEYS).sweep());
    }

    @Test
    void anOwnerOverTheQuotaIsToldSoAndOthersAreNot(@TempDir Path folder) throws Exception {
        var small = store(folder, 20_000, KEYS);
        AttachmentKey kept = newKey(ALICE);
        small.put(kept, "a.bin", "x/y", 1, out -> out.write(new byte[10_000]));
        AttachmentKey key = newKey(ALICE);

        var thrown = assertThrows(
                AttachmentStoreException.class,
                () -> small.put(key, "b.bin", "x/y", 1, out -> out.write(new byte[10_000])));

        assertEquals(Fault.QUOTA, thrown.fault());
        assertTrue(small.find(key).isEmpty());
        assertTrue(small.find(kept).isPresent());
        small.put(newKey(BOB), "b.bin", "x/y", 1, out -> out.write(new byte[10_000]));
    }

    @Test
    void aFullDiskIsSaidToBeAndKeepsNothing() throws Exception {
        Configuration tiny =
                Configuration.unix().toBuilder().setMaxSize(1 << 20).build();
        try (FileSystem disk = Jimfs.newFileSystem(tiny)) {
            Path folder = disk.getPath("/data");
            var full = store(folder, 1 << 30, KEYS);
            AttachmentKey key = newKey(ALICE);

            var thrown = assertThrows(
                    AttachmentStoreException.class,
                    () -> full.put(key, "b.bin", "x/y", 1, out -> {
                        for (int i = 0; i < 100; i++) {
                            out.write(new byte[100_000]);
                        }
                    }));

            assertEquals(Fault.UNAVAILABLE, thrown.fault());
            assertTrue(full.find(key).isEmpty());
            assertEquals(0, files(folder));
            full.put(key, "b.bin", "x/y", 1, out -> out.write(SMALL));
        }
    }

    @Test
    void aFileThatIsNoAttachmentIsReplaced(@TempDir Path folder) throws Exception {
        var mended = store(folder, 1 << 20, KEYS);
        AttachmentKey key = newKey(ALICE);
        for (String garbage : List.of("", "MM", "something else entirely")) {
            Files.createDirectories(folder.resolve(ALICE.id()));
            Files.writeString(folder.resolve(key.path()), garbage);

            assertTrue(mended.find(key).isEmpty());
            mended.put(key, "a.txt", "text/plain", 1, out -> out.write(SMALL));
            assertEquals(SMALL.length, mended.find(key).orElseThrow().size());
        }
    }

    @Test
    void noOneElseOnTheMachineMayRead() throws Exception {
        StoredAttachment put = put(ALICE, "a.txt", "text/plain", 1, SMALL);
        Path file = directory.resolve(put.key().path());

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.resolveSibling("."))));
    }

    @Override
    protected AttachmentStore store() {
        return store;
    }

    @Override
    protected URI expiredUrl(AttachmentOwner owner, StoredAttachment attachment) {
        URI url = store.url(owner, attachment);
        now = START.plus(LIFE);
        return url;
    }

    @Override
    protected int refusal() {
        return 404;
    }

    @Override
    protected int leftovers() throws IOException {
        return unfinished(directory);
    }

    @Override
    protected int kept() throws IOException {
        return files(directory);
    }

    private LocalAttachmentStore store(Path folder, long quota, AttachmentKeys keys) {
        InstantSource source = () -> now;
        return new LocalAttachmentStore(
                new LocalSettings(folder, quota),
                surface.baseUrl(),
                keys,
                new UrlLife(LIFE),
                grant -> !ended.contains(grant),
                source.withZone(ZoneOffset.UTC));
    }

    private static AttachmentKeys keys(int seed) {
        return AttachmentKeys.of(filled(seed), List.of(filled(seed)));
    }

    private static byte[] filled(int value) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) value);
        return key;
    }

    private static int unfinished(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return (int) all.filter(file -> file.toString().endsWith(".tmp")).count();
        }
    }

    private static int files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return (int) all.filter(Files::isRegularFile).count();
        }
    }
}
