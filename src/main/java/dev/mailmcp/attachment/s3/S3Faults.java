package dev.mailmcp.attachment.s3;

import dev.mailmcp.attachment.AttachmentStoreException;
import dev.mailmcp.attachment.AttachmentStoreException.Fault;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Says what the object store's faults mean to the person who reads mail, and tells the operator the rest. */
final class S3Faults {
    private static final Logger LOG = Logger.getLogger(S3Faults.class);

    private S3Faults() {}

    static AttachmentStoreException of(SdkException e) {
        if (e instanceof S3Exception s3) {
            String code =
                    s3.awsErrorDetails() == null ? "" : s3.awsErrorDetails().errorCode();
            LOG.warnf("the object store answered %d %s", s3.statusCode(), code);
            if (s3.statusCode() < 500 && s3.statusCode() != 408 && s3.statusCode() != 429) {
                return new AttachmentStoreException(
                        Fault.REFUSED, "the object store refused (status " + s3.statusCode() + ")", e);
            }
            return new AttachmentStoreException(
                    Fault.UNAVAILABLE, "the object store has trouble (status " + s3.statusCode() + ")", e);
        }
        // Not the message: the SDK's own words may quote hosts and keys.
        LOG.warnf("the object store cannot be used: %s", e.getClass().getSimpleName());
        return new AttachmentStoreException(Fault.UNAVAILABLE, "the object store cannot be reached", e);
    }

    /** S3 answers 403 in place of 404 where the bucket may not be listed: neither is there for us. */
    static boolean isAbsent(S3Exception e) {
        return e.statusCode() == 404 || e.statusCode() == 403;
    }
}
