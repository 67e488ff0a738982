package dev.mailmcp.outbox;

import dev.mailmcp.value.InvalidValue;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys under which mails get their names, derived from the operator's master keys for this purpose alone.
 *
 * @param all the first names mails, the others find those that were named before a rotation
 */
public record OutboxKeys(List<SecretKey> all) {
    private static final int LENGTH = 32;

    /** @throws InvalidValue when there is none */
    public OutboxKeys {
        all = List.copyOf(all);
        if (all.isEmpty()) {
            throw new InvalidValue("mails cannot be named without a key");
        }
    }

    /** @param keys of 32 bytes each, newest first */
    public static OutboxKeys of(List<byte[]> keys) {
        return new OutboxKeys(keys.stream().map(OutboxKeys::key).toList());
    }

    private static SecretKey key(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new InvalidValue("a key that names mails has 32 bytes");
        }
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    @Override
    public String toString() {
        return "OutboxKeys[redacted]";
    }
}
