package dev.mailmcp.secret;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names that stand for addresses and the like: HMAC-SHA256 (RFC 2104) under a key for this purpose. Equal texts have equal
 * names; without the master key nobody can tell, or try out, what a name stands for.
 */
public final class Pseudonyms {
    private final List<SecretKeySpec> keys;

    public Pseudonyms(KeyRing ring, Purpose purpose) {
        this.keys = ring.keys(purpose).stream()
                .map(key -> new SecretKeySpec(key, "HmacSHA256"))
                .toList();
    }

    /** Under the sealing key: 43 characters, base64url. */
    public String of(String text) {
        return name(keys.getFirst(), text);
    }

    /** Under every key, the sealing one's first. */
    public List<String> all(String text) {
        return keys.stream().map(key -> name(key, text)).toList();
    }

    private static String name(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
