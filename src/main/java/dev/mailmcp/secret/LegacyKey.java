package dev.mailmcp.secret;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.DirectDecrypter;
import dev.mailmcp.value.InvalidValue;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * The key of mail_mcp, which sealed everything under it as it was: JWE compact form, {@code dir} and {@code A256GCM}, nothing
 * else in the header. It opens, and never seals.
 */
public final class LegacyKey {
    private static final int LENGTH = 32;
    private static final int LONGEST = 2_048;
    private static final Set<String> HEADERS =
            Set.of("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}", "{\"enc\":\"A256GCM\",\"alg\":\"dir\"}");

    private final byte[] key;

    private LegacyKey(byte[] key) {
        this.key = key;
    }

    /**
     * Reads the setting {@code LEGACY_CLIENT_KEY}.
     *
     * @param setting mail_mcp's {@code ENCRYPTION_KEY}: 32 bytes in base64
     */
    public static LegacyKey parse(String setting) {
        try {
            byte[] key = Base64.getDecoder().decode(setting);
            if (key.length == LENGTH) {
                return new LegacyKey(key);
            }
        } catch (IllegalArgumentException _) {
            // As below.
        }
        throw new InvalidValue("is not mail_mcp's ENCRYPTION_KEY, which is 32 bytes in base64");
    }

    /** What was sealed; empty for anything that this key did not seal in just that form. */
    public Optional<byte[]> open(String sealed) {
        int dot = sealed.indexOf('.');
        if (sealed.length() > LONGEST || dot < 1 || !HEADERS.contains(decoded(sealed.substring(0, dot)))) {
            return Optional.empty();
        }
        try {
            JWEObject jwe = JWEObject.parse(sealed);
            jwe.decrypt(new DirectDecrypter(key));
            return Optional.of(jwe.getPayload().toBytes());
        } catch (ParseException | JOSEException | RuntimeException _) {
            return Optional.empty();
        }
    }

    private static String decoded(String part) {
        try {
            return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    @Override
    public String toString() {
        return "LegacyKey[redacted]";
    }
}
