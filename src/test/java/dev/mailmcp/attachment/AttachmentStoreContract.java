package dev.mailmcp.attachment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of attachments does, seen through its URLs by a plain HTTP client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class AttachmentStoreContract {
    protected static final AttachmentOwner ALICE = new AttachmentOwner("alice-0123456789ABCDEF", "grant-of-alice");
    protected static final AttachmentOwner BOB = new AttachmentOwner("bob-0123456789-ABCDEFG", "grant-of-bob");
    protected static final byte[] SMALL = "Grüße\r\n\0".getBytes(StandardCharsets.UTF_8);

    private final HttpClient client = HttpClient.newHttpClient();
    private long nextUid = 1;

    protected abstract AttachmentStore store();

    /** As {@link #store}, on the same attachments, with URLs that have expired when they are looked at. */
    protected abstract URI expiredUrl(AttachmentOwner owner, StoredAttachment attachment) throws Exception;

    /** The answer to a URL that does not hold. */
    protected abstract int refusal();

    /** What is kept below the surface, half-written things included. */
    protected abstract int leftovers() throws Exception;

    protected abstract int kept() throws Exception;

    @AfterAll
    void closeClient() {
        client.close();
    }

    @Test
    void whatIsPutIsFoundAgainWithoutPuttingIt() throws Exception {
        AttachmentKey key = newKey(ALICE);
        assertTrue(store().find(key).isEmpty());

        StoredAttachment put = store().put(key, "a.txt", "text/plain", 5, out -> out.write(SMALL));

        assertEquals(new StoredAttachment(key, "a.txt", "text/plain", SMALL.length), put);
        assertEquals(put, store().find(key).orElseThrow());
        try (InputStream in = store().open(put)) {
            assertArrayEquals(SMALL, in.readAllBytes());
        }
    }

    @ParameterizedTest(name = "{0} bytes, {1} expected")
    @CsvSource({"0, 10", "1, 0", "5242880, 5242880", "5242881, 1", "26214400, 1000000000"})
    void theUrlGivesTheSameBytesToAnyone(int size, long expected) throws Exception {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        StoredAttachment put = put(ALICE, "data.bin", "application/octet-stream", expected, bytes);

        HttpResponse<byte[]> response = get(store().url(ALICE, put));

        assertEquals(200, response.statusCode());
        assertArrayEquals(bytes, response.body());
        assertEquals(size, put.size());
    }

    @Test
    void headTellsTheSizeOrIsRefusedButSendsNoBody() throws Exception {
        URI url = store().url(ALICE, put(ALICE, "a.txt", "text/plain", 1, SMALL));

        var response = client.send(HttpRequest.newBuilder(url).HEAD().build(), BodyHandlers.ofByteArray());

        assertEquals(0, response.body().length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "TEXT/HTML; charset=x",
                "image/svg+xml",
                "application/xhtml+xml",
                "text/xml",
                "text/javascript",
                "multipart/related",
                "message/rfc822",
                "nonsense",
                "x/y\r\nSet-Cookie: a=b"
            })
    void whatABrowserWouldRunIsHandedOutAsOpaqueBytes(String type) throws Exception {
        var response = get(store().url(ALICE, put(ALICE, "page.html", type, 1, SMALL)));

        assertEquals(
                "application/octet-stream",
                response.headers().firstValue("content-type").orElseThrow());
        assertTrue(response.headers()
                .firstValue("content-disposition")
                .orElseThrow()
                .startsWith("attachment;"));
        assertTrue(response.headers().firstValue("set-cookie").isEmpty());
    }

    static Stream<List<String>> names() {
        return Stream.of(
                List.of("report.pdf", "report.pdf", "attachment; filename=\"report.pdf\""),
                List.of(
                        "Übersicht 2026.pdf",
                        "Übersicht 2026.pdf",
                        "attachment; filename=\"Ubersicht 2026.pdf\"; filename*=UTF-8''%C3%9Cbersicht%202026.pdf"),
                List.of("日本.txt", "日本.txt", "attachment; filename=\"__.txt\"; filename*=UTF-8''%E6%97%A5%E6%9C%AC.txt"),
                List.of(
                        "a+b%20c.txt",
                        "a+b%20c.txt", "attachment; filename=\"a+b_20c.txt\"; filename*=UTF-8''a+b%2520c.txt"),
                List.of(
                        "a\"; x=\"b.exe",
                        "a\"; x=\"b.exe",
                        "attachment; filename=\"a_; x=_b.exe\"; filename*=UTF-8''a%22%3B%20x%3D%22b.exe"),
                List.of("x\r\nSet-Cookie: a=b", "xSet-Cookie: a=b", "attachment; filename=\"xSet-Cookie: a=b\""),
                List.of("../../etc/passwd", "passwd", "attachment; filename=\"passwd\""),
                List.of("C:\\Windows\\.bashrc", "bashrc", "attachment; filename=\"bashrc\""),
                List.of("invoice\u202Efdp.exe", "invoicefdp.exe", "attachment; filename=\"invoicefdp.exe\""),
                List.of("..", "attachment", "attachment; filename=\"attachment\""));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aNameArrivesPlainInTheHeader(List<String> row) throws Exception {
        StoredAttachment put = put(ALICE, row.get(0), "text/plain", 1, SMALL);

        var response = get(store().url(ALICE, put));

        assertEquals(row.get(1), put.filename());
        assertEquals(row.get(1), store().find(put.key()).orElseThrow().filename());
        assertEquals(
                row.get(2), response.headers().firstValue("content-disposition").orElseThrow());
    }

    @Test
    void aVeryLongNameKeepsItsExtension() throws Exception {
        StoredAttachment put = put(ALICE, "😀".repeat(1000) + ".pdf", "text/plain", 1, SMALL);

        assertTrue(put.filename().length() <= 120 && put.filename().endsWith("😀.pdf"));
        assertEquals(200, get(store().url(ALICE, put)).statusCode());
    }

    @Test
    void aUrlIsReadBackByItsOwnerAlone() throws Exception {
        StoredAttachment put = put(ALICE, "Brief.txt", "text/plain", 1, SMALL);
        URI url = store().url(ALICE, put);

        assertEquals(put, store().resolve(ALICE, url).orElseThrow());
        assertTrue(store().resolve(BOB, url).isEmpty());
        assertThrows(IllegalArgumentException.class, () -> store().url(BOB, put));
    }

    @Test
    void aUrlThatWasChangedAnywhereIsRefused() throws Exception {
        String url =
                store().url(ALICE, put(ALICE, "a.txt", "text/plain", 1, SMALL)).toString();
        int path = url.indexOf('/', "https://".length());

        for (int i = path + 1; i < url.length(); i++) {
            char c = url.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                String changed = url.substring(0, i) + (c == '2' ? '3' : '2') + url.substring(i + 1);
                assertNotEquals(200, get(URI.create(changed)).statusCode(), () -> "accepted: " + changed);
            }
        }
    }

    @Test
    void anExpiredUrlIsRefused() throws Exception {
        StoredAttachment put = put(ALICE, "a.txt", "text/plain", 1, SMALL);
        URI url = expiredUrl(ALICE, put);

        assertEquals(refusal(), get(url).statusCode());
        assertTrue(store().resolve(ALICE, url).isEmpty());
    }

    @Test
    void aUrlOfAnyOtherKindIsNotRead() throws Exception {
        String own =
                store().url(ALICE, put(ALICE, "a.txt", "text/plain", 1, SMALL)).toString();
        URI uri = URI.create(own);
        String origin = uri.getScheme() + "://" + uri.getRawAuthority();
        for (String foreign : List.of(
                "",
                "file:///etc/passwd",
                "http://169.254.169.254/latest/meta-data",
                "data:text/plain,x",
                "relative/path",
                "mailto:a@example.org",
                own.replace(origin, "https://evil.example"),
                own.replace(origin, origin + "@evil.example"),
                own.replace(origin, origin.replace("://", "://user@")),
                own.replace(uri.getRawAuthority(), uri.getHost() + ":1"),
                own.replace("127.0.0.1", "127.0.0.2"),
                own.replace("http:", "ftp:"),
                own.replace(ALICE.id(), "..%2F" + ALICE.id()),
                own.replace(ALICE.id(), BOB.id() + "/../" + ALICE.id()),
                own.replace(ALICE.id(), BOB.id()),
                own.replace("?", "/?"),
                own.replaceFirst("\\?.*", ""),
                own + "#fragment")) {
            assertTrue(store().resolve(ALICE, URI.create(foreign)).isEmpty(), () -> "read: " + foreign);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000, 12_000_000})
    void whenTheSourceBreaksNothingIsKept(int bytesBefore) throws Exception {
        AttachmentKey key = newKey(ALICE);
        int before = kept();

        IOException thrown = assertThrows(IOException.class, () -> store().put(key, "a.bin", "x/y", 5, out -> {
            out.write(new byte[bytesBefore]);
            throw new IOException("the mail server hung up");
        }));

        assertEquals("the mail server hung up", thrown.getMessage());
        assertTrue(store().find(key).isEmpty());
        assertEquals(before, kept());
        assertEquals(0, leftovers());
    }

    @Test
    void aFaultOfOursInTheSourceKeepsNothingEither() throws Exception {
        AttachmentKey key = newKey(ALICE);

        assertThrows(IllegalStateException.class, () -> store().put(key, "a.bin", "x/y", 5, out -> {
            out.write(new byte[6_000_000]);
            throw new IllegalStateException();
        }));

        assertTrue(store().find(key).isEmpty());
        assertEquals(0, leftovers());
    }

    @Test
    void whoGoesAwayLeavesNothingBehind() throws Exception {
        AttachmentKey key = newKey(ALICE);

        Thread caller = Thread.ofVirtual()
                .start(() -> assertThrows(Exception.class, () -> store().put(key, "a.bin", "x/y", 5, out -> {
                    out.write(new byte[6_000_000]);
                    Thread.currentThread().interrupt();
                    out.write(new byte[6_000_000]);
                })));
        caller.join();

        assertTrue(store().find(key).isEmpty());
        assertEquals(0, leftovers());
    }

    @Test
    void aSecondPutReplacesTheFirst() throws Exception {
        AttachmentKey key = newKey(ALICE);
        store().put(key, "a.txt", "text/plain", 1, out -> out.write(new byte[100]));

        StoredAttachment second = store().put(key, "a.txt", "text/plain", 1, out -> out.write(SMALL));

        assertArrayEquals(SMALL, get(store().url(ALICE, second)).body());
    }

    @Test
    void whatIsGoneIsNotReadBack() throws Exception {
        StoredAttachment never = new StoredAttachment(newKey(ALICE), "a.txt", "text/plain", 1);

        assertTrue(store().resolve(ALICE, store().url(ALICE, never)).isEmpty());
        assertThrows(AttachmentStoreException.class, () -> store().open(never));
    }

    @Test
    void theUrlTellsNothingOfTheMailbox() throws Exception {
        var reference = new AttachmentReference("Geheim", 4711, 815, "2.1");
        AttachmentKey key = store().key(ALICE, reference);

        assertEquals(key, store().key(ALICE, reference));
        assertFalse(key.path().contains("Geheim"));
        assertFalse(Arrays.asList(key.path().split("[/_-]")).contains("815"));
    }

    protected AttachmentKey newKey(AttachmentOwner owner) {
        return store().key(owner, new AttachmentReference("INBOX", 1, nextUid++, "2"));
    }

    protected StoredAttachment put(AttachmentOwner owner, String name, String type, long expected, byte[] bytes)
            throws IOException {
        return store().put(newKey(owner), name, type, expected, out -> out.write(bytes));
    }

    protected HttpResponse<byte[]> get(URI url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray());
    }
}
