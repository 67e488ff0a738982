package dev.mailmcp.mail;

/** Whom the person behind the current request has written to. */
@FunctionalInterface
public interface Correspondence {
    /** What is known of an address. */
    enum Known {
        WRITTEN_TO,
        /** Never, as far as the mailbox for sent mail goes back. */
        NEVER,
        /** There is no such mailbox, or it could not be asked. */
        UNKNOWN
    }

    /**
     * Never throws: that nobody knows must not cost the reader the message.
     *
     * @param email an addr-spec as found in mail; anything at all
     */
    Known with(String email);
}
