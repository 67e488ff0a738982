package dev.mailmcp.document;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The signatures that a client may prove itself with (RFC 7518 §3.1, RFC 8037 §3.1). None that is made with a shared secret, and
 * never none at all. The JDK verifies them: Nimbus would need another library for one of the four.
 */
enum Algorithm {
    RS256("RS256", "SHA256withRSA", RSAPublicKey.class),
    PS256("PS256", "RSASSA-PSS", RSAPublicKey.class),
    ES256("ES256", "SHA256withECDSAinP1363Format", ECPublicKey.class),
    EDDSA("EdDSA", "Ed25519", EdECPublicKey.class);

    private static final int P256_BITS = 256;

    private final String word;
    private final String name;
    private final Class<? extends PublicKey> keys;

    Algorithm(String word, String name, Class<? extends PublicKey> keys) {
        this.word = word;
        this.name = name;
        this.keys = keys;
    }

    /** As the header of a JWS spells it. */
    String word() {
        return word;
    }

    static Optional<Algorithm> of(String word) {
        return Stream.of(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    boolean takes(PublicKey key) {
        return keys.isInstance(key)
                && (this != ES256 || ((ECPublicKey) key).getParams().getOrder().bitLength() == P256_BITS);
    }

    /** @param key one that it takes */
    boolean verifies(PublicKey key, byte[] content, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(name);
            if (this == PS256) {
                verifier.setParameter(new PSSParameterSpec(
                        "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, PSSParameterSpec.TRAILER_FIELD_BC));
            }
            verifier.initVerify(key);
            verifier.update(content);
            return verifier.verify(signature);
        } catch (GeneralSecurityException _) {
            return false; // A signature of the wrong length, or a key that is none.
        }
    }
}
