package dev.mailmcp.attachment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * HMAC-SHA256 (RFC 2104) over a list of texts, each behind its length, so that no two lists are ever the same bytes: the
 * mailbox {@code a|1} with UID 2 is not the mailbox {@code a} with UID 1 and section {@code 2}.
 */
public final class FieldMac {
    private FieldMac() {}

    /**
     * @param bytes how many to keep, 16 to 32 (RFC 2104 §5)
     * @param purpose keeps MACs of one kind from being taken for another's
     * @return base64url without padding
     */
    public static String of(SecretKey key, int bytes, String purpose, String... fields) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            add(mac, purpose);
            for (String field : fields) {
                add(mac, field);
            }
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac.doFinal(), bytes));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static void add(Mac mac, String field) {
        byte[] utf8 = field.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).flip());
        mac.update(utf8);
    }
}
