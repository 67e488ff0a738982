package dev.mailmcp.attachment;

import dev.mailmcp.value.InvalidValue;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys behind the names and URLs of attachments, derived from the operator's master keys.
 *
 * @param objects names stored attachments; from the first master key, so that a rotation stores each attachment once more
 * @param urls sign our own download URLs: the first signs, every one verifies, so that URLs outlive a rotation
 */
public record AttachmentKeys(SecretKey objects, List<SecretKey> urls) {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LENGTH = 32;

    /** @throws InvalidValue when there is no URL key, or a key is not one for HMAC-SHA256 */
    public AttachmentKeys {
        urls = List.copyOf(urls);
        if (urls.isEmpty()
                || !objects.getAlgorithm().equals(ALGORITHM)
                || !urls.stream().allMatch(key -> key.getAlgorithm().equals(ALGORITHM))) {
            throw new InvalidValue("attachment keys are keys for HmacSHA256, and one at least signs URLs");
        }
    }

    /**
     * @param objects 32 bytes
     * @param urls of 32 bytes each, newest first
     */
    public static AttachmentKeys of(byte[] objects, List<byte[]> urls) {
        return new AttachmentKeys(
                key(objects), urls.stream().map(AttachmentKeys::key).toList());
    }

    /** The name of one part of one message of this owner: always the same, not to be guessed, telling nothing. */
    public AttachmentKey name(AttachmentOwner owner, AttachmentReference reference) {
        String part = FieldMac.of(
                objects,
                32,
                "attachment part",
                owner.id(),
                reference.mailbox(),
                Long.toString(reference.uidValidity()),
                Long.toString(reference.uid()),
                reference.section());
        return new AttachmentKey(owner.id(), part);
    }

    @Override
    public String toString() {
        return "AttachmentKeys[redacted]";
    }

    private static SecretKey key(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new InvalidValue("an attachment key has 32 bytes");
        }
        return new SecretKeySpec(bytes, ALGORITHM);
    }
}
