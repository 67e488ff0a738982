package dev.mailmcp.mail.imap;

/**
 * The sequence numbers of a page, counted from the newest message.
 *
 * @param first lowest of them
 * @param last highest of them; less than {@code first} when the page is beyond the oldest message
 * @param newest whether it is the first page, which ends with whatever is newest
 */
record MessageRange(long first, long last, boolean newest) {
    /** @param total messages in the mailbox */
    static MessageRange of(long total, int page, int perPage) {
        long last = total - (page - 1L) * perPage;
        return new MessageRange(Math.max(1, last - perPage + 1), last, page == 1);
    }

    boolean isEmpty() {
        return last < 1;
    }

    /** @param open whether more messages may have come, which then belong to the newest page (RFC 9051 §9 seq-range) */
    String set(boolean open) {
        return first + ":" + (open && newest ? "*" : last);
    }
}
