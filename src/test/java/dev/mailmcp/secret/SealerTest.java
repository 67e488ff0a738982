package dev.mailmcp.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import dev.mailmcp.secret.Sealer.Opened;
import dev.mailmcp.secret.Sealer.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SealerTest {
    private static final byte[] CONTENT = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SHARE = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final KeyRing RING = KeyRing.parse(KeyRingTest.key(1));
    private static final Sealer SEALER = new Sealer(RING);

    @ParameterizedTest
    @EnumSource
    void whatIsSealedForOnePurposeOpensForThatOneOnly(Purpose purpose) {
        String sealed = SEALER.seal(purpose, CONTENT);

        for (Purpose other : Purpose.values()) {
            if (other == purpose) {
                assertOpens(CONTENT, SEALER.open(other, sealed));
            } else {
                assertRefused(Reason.WRONG_PURPOSE, SEALER.open(other, sealed));
            }
        }
    }

    @Test
    void aPurposeWrittenOverAnotherDoesNotOpen() {
        String[] parts = SEALER.seal(Purpose.REFRESH_TOKEN, CONTENT).split("\\.", -1);
        parts[0] = encode(decode(parts[0]).replace("\"rt\"", "\"at\""));

        assertRefused(Reason.DECRYPTION_FAILED, SEALER.open(Purpose.ACCESS_TOKEN, String.join(".", parts)));
    }

    @Test
    void theSameContentIsNeverSealedTheSameWay() {
        assertNotEquals(SEALER.seal(Purpose.CLIENT, CONTENT), SEALER.seal(Purpose.CLIENT, CONTENT));
    }

    @Test
    void anyCharacterChangedAnywhereIsRefused() {
        String sealed = SEALER.seal(Purpose.ACCESS_TOKEN, CONTENT, "grant", SHARE);
        for (int i = 0; i < sealed.length(); i++) {
            for (char other : new char[] {'A', 'B', '_', '.', '=', '\u00e9'}) {
                if (sealed.charAt(i) == other) {
                    continue;
                }
                String changed = sealed.substring(0, i) + other + sealed.substring(i + 1);
                assertInstanceOf(
                        Opened.Refused.class,
                        SEALER.open(Purpose.ACCESS_TOKEN, changed, _ -> Optional.of(SHARE)),
                        () -> "at " + changed);
            }
        }
    }

    @Test
    void aSealedThingHasOneSpelling() {
        String[] parts = SEALER.seal(Purpose.CLIENT, CONTENT).split("\\.", -1);
        // The tag's last character carries four bits and two to spare, which decoders ignore.
        char last = parts[4].charAt(21);
        String tag = parts[4].substring(0, 21) + (char) (last + 1);
        assertArrayEquals(
                Base64.getUrlDecoder().decode(parts[4]), Base64.getUrlDecoder().decode(tag));

        assertRefused(
                Reason.MALFORMED, SEALER.open(Purpose.CLIENT, String.join(".", parts[0], "", parts[2], parts[3], tag)));
    }

    @Test
    void octetsDoNotMoveBetweenCiphertextAndTag() {
        String[] parts = SEALER.seal(Purpose.CLIENT, "012345678".getBytes(StandardCharsets.US_ASCII))
                .split("\\.", -1);
        String moved =
                String.join(".", parts[0], "", parts[2], parts[3] + parts[4].substring(0, 4), parts[4].substring(4));

        assertRefused(Reason.MALFORMED, SEALER.open(Purpose.CLIENT, moved));
    }

    @Test
    void withoutItsShareNothingOpens() {
        String sealed = SEALER.seal(Purpose.ACCESS_TOKEN, CONTENT, "grant-1", SHARE);

        assertOpens(CONTENT, SEALER.open(Purpose.ACCESS_TOKEN, sealed, header -> header.grant()
                .filter("grant-1"::equals)
                .map(_ -> SHARE)));
        assertRefused(Reason.NO_SHARE, SEALER.open(Purpose.ACCESS_TOKEN, sealed, _ -> Optional.empty()));
        assertRefused(
                Reason.DECRYPTION_FAILED, SEALER.open(Purpose.ACCESS_TOKEN, sealed, _ -> Optional.of(new byte[32])));
        assertRefused(Reason.NO_SHARE, SEALER.open(Purpose.ACCESS_TOKEN, sealed));
    }

    @Test
    void anOldKeyOpensUntilItIsDropped() {
        String sealed = SEALER.seal(Purpose.CLIENT, CONTENT);
        var rotated = new Sealer(KeyRing.parse(KeyRingTest.key(2) + "," + KeyRingTest.key(1)));
        var dropped = new Sealer(KeyRing.parse(KeyRingTest.key(2)));

        assertOpens(CONTENT, rotated.open(Purpose.CLIENT, sealed));
        assertRefused(Reason.UNKNOWN_KEY, dropped.open(Purpose.CLIENT, sealed));
        assertRefused(Reason.UNKNOWN_KEY, SEALER.open(Purpose.CLIENT, rotated.seal(Purpose.CLIENT, CONTENT)));
    }

    @Test
    void noKeyIsTriedThatTheHeaderDoesNotName() {
        String[] parts = SEALER.seal(Purpose.CLIENT, CONTENT).split("\\.", -1);
        parts[0] = encode(decode(parts[0]).replace(RING.sealing(), "AAAAAAAA"));

        assertRefused(Reason.UNKNOWN_KEY, SEALER.open(Purpose.CLIENT, String.join(".", parts)));
    }

    static Stream<Arguments> foreign() throws Exception {
        byte[] key = RING.key(RING.sealing(), Purpose.ACCESS_TOKEN, new byte[0]).orElseThrow();
        String[] good = SEALER.seal(Purpose.ACCESS_TOKEN, CONTENT).split("\\.", -1);
        String rest = "." + String.join(".", "", good[2], good[3], good[4]);
        String kid = RING.sealing();
        return Stream.of(
                Arguments.of(
                        "zip, which Nimbus would inflate",
                        made(key, builder().compressionAlgorithm(CompressionAlgorithm.DEF))),
                Arguments.of(
                        "another enc, for which Nimbus takes the same key",
                        made(
                                key,
                                new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A128CBC_HS256)
                                        .type(new JOSEObjectType("at"))
                                        .keyID(kid))),
                Arguments.of(
                        "crit",
                        header("{'alg':'dir','enc':'A256GCM','kid':'" + kid + "','typ':'at','crit':['exp']}", rest)),
                Arguments.of("an unknown member", made(key, builder().customParam("x", "y"))),
                Arguments.of("cty", made(key, builder().contentType("JWT"))),
                Arguments.of("alg none", header("{'alg':'none','kid':'" + kid + "','typ':'at'}", rest)),
                Arguments.of(
                        "PBES2",
                        header(
                                "{'alg':'PBES2-HS256+A128KW','enc':'A256GCM','kid':'" + kid
                                        + "','typ':'at','p2c':2147483647,'p2s':'AAAA'}",
                                rest)),
                Arguments.of("A256KW", header("{'alg':'A256KW','enc':'A256GCM','kid':'" + kid + "','typ':'at'}", rest)),
                Arguments.of("no kid", header("{'alg':'dir','enc':'A256GCM','typ':'at'}", rest)),
                Arguments.of("no typ", header("{'alg':'dir','enc':'A256GCM','kid':'" + kid + "'}", rest)),
                Arguments.of(
                        "kid twice",
                        header("{'alg':'dir','enc':'A256GCM','kid':'x','kid':'" + kid + "','typ':'at'}", rest)),
                Arguments.of(
                        "an escaped name",
                        header("{'alg':'dir','enc':'A256GCM','k\\u0069d':'" + kid + "','typ':'at'}", rest)),
                Arguments.of("spaces", header("{ 'alg':'dir','enc':'A256GCM','kid':'" + kid + "','typ':'at' }", rest)),
                Arguments.of("a number", header("{'alg':'dir','enc':'A256GCM','kid':1,'typ':'at'}", rest)),
                Arguments.of(
                        "nested ten thousand deep", header("{'a':".repeat(10_000) + "1" + "}".repeat(10_000), rest)),
                Arguments.of("nested within the limit", header("[".repeat(200), rest)),
                Arguments.of(
                        "a header that is too long",
                        header(
                                "{'alg':'dir','enc':'A256GCM','kid':'" + "k".repeat(64) + "','typ':'" + "t".repeat(64)
                                        + "','g':'" + "g".repeat(64) + "','h':'" + "h".repeat(64) + "'}",
                                rest)),
                Arguments.of("no JSON", header("hello", rest)),
                Arguments.of("an encrypted key", String.join(".", good[0], "AAAA", good[2], good[3], good[4])),
                Arguments.of("four parts", String.join(".", good[0], good[2], good[3], good[4])),
                Arguments.of("six parts", String.join(".", good) + ".AAAA"),
                Arguments.of("a signature", String.join(".", good[0], good[3], good[4])),
                Arguments.of(
                        "a short vector", String.join(".", good[0], "", good[2].substring(0, 8), good[3], good[4])),
                Arguments.of("a short tag", String.join(".", good[0], "", good[2], good[3], good[4].substring(0, 4))),
                Arguments.of("no ciphertext", String.join(".", good[0], "", good[2], "", good[4])),
                Arguments.of("a line break", String.join(".", good) + "\n"),
                Arguments.of("padding", String.join(".", good) + "=="),
                Arguments.of("standard base64", String.join(".", good[0], "", good[2], "ab+/", good[4])),
                Arguments.of("one megabyte", String.join(".", good) + "A".repeat(1_000_000)),
                Arguments.of("dots", ".".repeat(8_000)),
                Arguments.of("four dots", "...."),
                Arguments.of("nothing", ""),
                Arguments.of("not ASCII", "\ud83d\ude00.\ud83d\ude00"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("foreign")
    void onlyExactlyOurFormIsRead(String what, String token) {
        var lookups = new AtomicInteger();

        Opened opened = SEALER.open(Purpose.ACCESS_TOKEN, token, _ -> {
            lookups.incrementAndGet();
            return Optional.of(new byte[0]);
        });

        assertRefused(Reason.MALFORMED, opened);
        assertEquals(0, lookups.get(), "a lookup was made for " + what);
    }

    @Test
    void theLibraryAloneWouldTakeCompressedTokens() throws Exception {
        // Why the header is checked before: if this fails one day the check may be simpler.
        byte[] key = RING.key(RING.sealing(), Purpose.ACCESS_TOKEN, new byte[0]).orElseThrow();
        JWEObject jwe = JWEObject.parse(made(key, builder().compressionAlgorithm(CompressionAlgorithm.DEF)));

        jwe.decrypt(new com.nimbusds.jose.crypto.DirectDecrypter(key));

        assertArrayEquals(CONTENT, jwe.getPayload().toBytes());
    }

    @Test
    void aWholeRequestLineFitsIntoATransaction() {
        byte[] query = "q".repeat(16_384).getBytes(StandardCharsets.US_ASCII);

        assertOpens(query, SEALER.open(Purpose.TRANSACTION, SEALER.seal(Purpose.TRANSACTION, query)));
    }

    @Test
    void theHeaderSaysNoMoreThanItMust() {
        String sealed = SEALER.seal(Purpose.ACCESS_TOKEN, CONTENT, "grant-1", SHARE);
        String header = decode(sealed.substring(0, sealed.indexOf('.')));

        assertTrue(header.contains("\"g\":\"grant-1\""), header);
        assertEquals(5, header.split(",", -1).length, header);
    }

    private static JWEHeader.Builder builder() {
        return new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                .type(new JOSEObjectType("at"))
                .keyID(RING.sealing());
    }

    private static String made(byte[] key, JWEHeader.Builder header) throws Exception {
        var jwe = new JWEObject(header.build(), new Payload(CONTENT));
        jwe.encrypt(new DirectEncrypter(key));
        return jwe.serialize();
    }

    private static String header(String json, String rest) {
        return encode(json.replace('\'', '"')) + rest;
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static void assertOpens(byte[] content, Opened opened) {
        assertArrayEquals(
                content, assertInstanceOf(Opened.Content.class, opened).bytes());
    }

    private static void assertRefused(Reason reason, Opened opened) {
        assertEquals(reason, assertInstanceOf(Opened.Refused.class, opened).reason());
    }
}
