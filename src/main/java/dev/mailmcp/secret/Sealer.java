package dev.mailmcp.secret;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.text.ParseException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Seals bytes into JWE compact form (RFC 7516) with {@code dir} and {@code A256GCM}, and opens them again. The header says the
 * purpose and the key, and is checked whole before anything is decrypted; there is no trial decryption.
 */
public final class Sealer {
    private static final byte[] NO_SALT = new byte[0];

    private final KeyRing ring;

    public Sealer(KeyRing ring) {
        this.ring = ring;
    }

    /** The name of the key that seals. */
    public String key() {
        return ring.sealing();
    }

    /** What came of opening. */
    public sealed interface Opened {
        record Content(byte[] bytes) implements Opened {}

        record Refused(Reason reason) implements Opened {}
    }

    /** Why a thing was not opened; for our log alone. */
    public enum Reason {
        MALFORMED,
        WRONG_PURPOSE,
        UNKNOWN_KEY,
        /** The share that is half of the key is gone: the grant was revoked. */
        NO_SHARE,
        DECRYPTION_FAILED
    }

    /** Seals under the first master key alone. */
    public String seal(Purpose purpose, byte[] content) {
        return seal(purpose, content, Optional.empty(), NO_SALT);
    }

    /** Seals under the first master key and a grant's share; the header names the grant. */
    public String seal(Purpose purpose, byte[] content, String grant, byte[] share) {
        return seal(purpose, content, Optional.of(grant), share);
    }

    /** Seals under the first master key and something that whoever opens it must present, such as a code. */
    public String seal(Purpose purpose, byte[] content, byte[] salt) {
        return seal(purpose, content, Optional.empty(), salt);
    }

    private String seal(Purpose purpose, byte[] content, Optional<String> grant, byte[] salt) {
        String kid = ring.sealing();
        byte[] key = ring.key(kid, purpose, salt).orElseThrow();
        var header = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                .type(new JOSEObjectType(purpose.word()))
                .keyID(kid);
        grant.ifPresent(id -> header.customParam(SealedHeader.GRANT, id));
        try {
            var sealed = new JWEObject(header.build(), new Payload(content));
            sealed.encrypt(new DirectEncrypter(key));
            return sealed.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("sealing failed", e);
        }
    }

    /** Opens what was sealed without a share. */
    public Opened open(Purpose purpose, String sealed) {
        return open(purpose, sealed, header -> header.grant().isEmpty() ? Optional.of(NO_SALT) : Optional.empty());
    }

    /**
     * Opens what was sealed.
     *
     * @param sealed anything at all
     * @param shares gives the salt for a checked header: a grant's share, or nothing when the grant is gone
     */
    public Opened open(Purpose purpose, String sealed, Function<SealedHeader, Optional<byte[]>> shares) {
        Optional<SealedHeader> parsed = SealedHeader.parse(sealed, purpose.longest());
        if (parsed.isEmpty()) {
            return new Opened.Refused(Reason.MALFORMED);
        }
        SealedHeader header = parsed.get();
        if (!header.typ().equals(purpose.word())) {
            return new Opened.Refused(Reason.WRONG_PURPOSE);
        }
        if (!ring.kids().contains(header.kid())) {
            return new Opened.Refused(Reason.UNKNOWN_KEY);
        }
        return shares.apply(header)
                .flatMap(salt -> ring.key(header.kid(), purpose, salt))
                .map(key -> decrypt(sealed, key))
                .orElse(new Opened.Refused(Reason.NO_SHARE));
    }

    private static Opened decrypt(String sealed, byte[] key) {
        try {
            JWEObject jwe = JWEObject.parse(sealed);
            jwe.decrypt(new DirectDecrypter(key));
            return new Opened.Content(jwe.getPayload().toBytes());
        } catch (ParseException | JOSEException | RuntimeException _) {
            return new Opened.Refused(Reason.DECRYPTION_FAILED);
        }
    }
}
