package dev.mailmcp.store;

/** The store cannot be reached or written: temporary, 503, never a reason to call a token invalid. */
public final class StoreUnavailable extends RuntimeException {
    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
