package dev.mailmcp.oauth;

/** Finds clients by their {@code client_id}, whatever kind they are of. */
@FunctionalInterface
public interface Clients {
    /** Knows nobody: stands for a kind that is not served. */
    Clients NONE = _ -> new Lookup.Unknown();

    /**
     * Finds a client.
     *
     * @param clientId anything at all
     */
    Lookup find(String clientId);

    /** What came of looking. */
    sealed interface Lookup {
        record Known(Client client) implements Lookup {}

        /** Nobody, or nobody any more: expired, revoked, sealed under a key that was dropped. */
        record Unknown() implements Lookup {}

        /** The client is described by a document elsewhere, and that could not be read or is not one that we take. */
        record Unreadable() implements Lookup {}

        /** It cannot be told at the moment, and the fault is ours. */
        record Unavailable() implements Lookup {}
    }
}
