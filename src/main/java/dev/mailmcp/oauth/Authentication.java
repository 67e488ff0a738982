package dev.mailmcp.oauth;

import dev.mailmcp.secret.Digest;
import dev.mailmcp.value.InvalidValue;
import java.util.List;
import java.util.Set;

/** How a client proves that it is itself. It was settled when the client was made; a client cannot choose another way later. */
public sealed interface Authentication {
    /** A public client: PKCE alone ties its requests together (OAuth 2.1 §2.1). It must not send a secret. */
    record None() implements Authentication {}

    /**
     * Keys of its own, which its document names (RFC 7523 §3).
     *
     * @param always whether there is no other way: else it may also come as a public client does
     */
    record PrivateKey(boolean always) implements Authentication {}

    /**
     * A secret of 256 random bits.
     *
     * @param hashes SHA-256 of the secret, base64url; two while a secret is being exchanged for a new one
     * @param methods where the client may put it
     */
    record SharedSecret(List<String> hashes, Set<AuthenticationMethod> methods) implements Authentication {
        private static final Set<AuthenticationMethod> WITH_SECRET =
                Set.of(AuthenticationMethod.POST, AuthenticationMethod.BASIC);

        public SharedSecret {
            hashes = List.copyOf(hashes);
            methods = Set.copyOf(methods);
            if (hashes.isEmpty() || methods.isEmpty() || !WITH_SECRET.containsAll(methods)) {
                throw new InvalidValue("a client with a secret has one, and a way to send it");
            }
        }

        /** A secret that may come in the header or in the body. */
        static SharedSecret either(String hash) {
            return new SharedSecret(List.of(hash), WITH_SECRET);
        }

        /** Takes the same time whichever of the hashes fits, and whether any does. */
        boolean proves(AuthenticationMethod method, String secret) {
            String presented = Digest.sha256(secret);
            boolean right = false;
            for (String hash : hashes) {
                right |= Digest.same(hash, presented);
            }
            return right && methods.contains(method);
        }
    }
}
