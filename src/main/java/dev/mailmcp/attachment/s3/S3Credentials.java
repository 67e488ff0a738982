package dev.mailmcp.attachment.s3;

import dev.mailmcp.secret.Secret;
import dev.mailmcp.value.InvalidValue;

/**
 * A fixed pair of keys for the object store.
 *
 * @param accessKeyId public; part of every signed URL
 */
public record S3Credentials(String accessKeyId, Secret secretAccessKey) {
    public S3Credentials {
        if (accessKeyId.isBlank() || secretAccessKey.equals(Secret.of(""))) {
            throw new InvalidValue("an access key id and a secret access key go together");
        }
    }
}
