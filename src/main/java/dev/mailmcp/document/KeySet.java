package dev.mailmcp.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import dev.mailmcp.value.InvalidValue;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The public keys of a client that we can use (RFC 7517 §5). */
record KeySet(List<Key> keys) {
    private static final int MOST = 20;
    private static final int FEWEST_RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 8192;

    KeySet {
        keys = List.copyOf(keys);
    }

    /**
     * @param id its {@code kid}; empty when it has none
     * @param algorithm what alone it is for; empty when it does not say
     */
    record Key(Optional<String> id, Optional<Algorithm> algorithm, PublicKey key) {
        private boolean fits(Optional<String> wanted, Algorithm wantedFor) {
            return (wanted.isEmpty() || wanted.equals(id))
                    && (algorithm.isEmpty() || algorithm.get() == wantedFor)
                    && wantedFor.takes(key);
        }
    }

    /**
     * Reads a set. Keys of kinds that we do not know are left out.
     *
     * @throws InvalidValue when it is none, or holds anything that is secret: whoever publishes that has lost it
     */
    static KeySet read(JsonNode set) {
        JsonNode members = set.path("keys");
        if (!members.isArray() || members.size() > MOST) {
            throw new InvalidValue("is not a set of " + MOST + " keys at most");
        }
        List<Key> keys = new ArrayList<>();
        for (JsonNode member : members) {
            key(member).ifPresent(keys::add);
        }
        return new KeySet(keys);
    }

    /** Those that an assertion with this header may have been signed with. */
    List<PublicKey> candidates(Optional<String> id, Algorithm algorithm) {
        return keys.stream()
                .filter(key -> key.fits(id, algorithm))
                .map(Key::key)
                .toList();
    }

    private static Optional<Key> key(JsonNode member) {
        // By member names as well: the library looks for them only in kinds of keys that it knows.
        if (member.has("d") || member.has("k")) {
            throw new InvalidValue("shows a secret key");
        }
        Optional<String> named = StrictJson.text(member, "alg");
        Optional<Algorithm> algorithm = named.flatMap(Algorithm::of);
        try {
            JWK jwk = JWK.parse(member.toString());
            if (jwk.isPrivate()) {
                throw new InvalidValue("shows a secret key");
            }
            boolean ours = named.isPresent() == algorithm.isPresent() && !KeyUse.ENCRYPTION.equals(jwk.getKeyUse());
            return ours
                    ? publicKey(jwk).map(key -> new Key(Optional.ofNullable(jwk.getKeyID()), algorithm, key))
                    : Optional.empty();
        } catch (ParseException | JOSEException | GeneralSecurityException | IllegalStateException _) {
            return Optional.empty();
        }
    }

    private static Optional<PublicKey> publicKey(JWK jwk) throws JOSEException, GeneralSecurityException {
        return switch (jwk) {
            case RSAKey rsa ->
                Optional.of(rsa.toRSAPublicKey()).filter(KeySet::isOfUsualSize).map(key -> key);
            case ECKey ec -> Optional.of(ec.toECPublicKey());
            case OctetKeyPair pair
            when pair.getCurve().equals(com.nimbusds.jose.jwk.Curve.Ed25519) ->
                Optional.of(ed25519(pair.getDecodedX()));
            default -> Optional.empty();
        };
    }

    private static boolean isOfUsualSize(RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        return bits >= FEWEST_RSA_BITS && bits <= MOST_RSA_BITS;
    }

    /** RFC 8032 §5.1.2: y in little endian, with the sign of x in the highest bit. */
    private static PublicKey ed25519(byte[] octets) throws GeneralSecurityException {
        byte[] y = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            y[i] = octets[octets.length - 1 - i];
        }
        boolean odd = y.length > 0 && (y[0] & 0x80) != 0;
        if (odd) {
            y[0] &= 0x7f;
        }
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(
                        new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, y))));
    }
}
