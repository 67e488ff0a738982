package dev.mailmcp.attachment;

/** Attachments cannot be stored or fetched just now. Its message is ours and safe to show; the cause is for the log. */
public final class AttachmentStoreException extends RuntimeException {
    private final Fault fault;

    /** The kinds of fault, with the code a tool result carries, whether the same call may succeed later, and what to do. */
    public enum Fault {
        UNAVAILABLE(
                "attachment_store_unavailable",
                true,
                "Try again in a minute; the message can be read now with attachments=metadata."),
        /** As many uploads as memory allows are running. */
        BUSY("attachment_store_busy", true, "Try again in a minute."),
        /** The store is there and will not: credentials, permissions or its name are wrong. */
        REFUSED(
                "attachment_store_refused",
                false,
                "The operator of this server has to mend its storage; the message can be read with attachments=metadata."),
        /** This owner has as much stored as one may have. */
        QUOTA(
                "attachment_quota_exceeded",
                false,
                "Stored attachments are removed when their URLs expire; the message can be read with"
                        + " attachments=metadata.");

        private final String code;
        private final boolean retryable;
        private final String hint;

        Fault(String code, boolean retryable, String hint) {
            this.code = code;
            this.retryable = retryable;
            this.hint = hint;
        }

        public String code() {
            return code;
        }

        public boolean retryable() {
            return retryable;
        }

        /** What to do about it, in one sentence for a model. */
        public String hint() {
            return hint;
        }
    }

    /** @param message what went wrong, without names of buckets, files or people. */
    public AttachmentStoreException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    /** @param cause kept for the log; never shown. */
    public AttachmentStoreException(Fault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
