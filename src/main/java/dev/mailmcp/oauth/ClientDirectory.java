package dev.mailmcp.oauth;

/**
 * All clients that this server serves. The form of a {@code client_id} says which kind it is of; no kind is tried for the form of
 * another, so that what one kind's owner writes can never be taken for another's.
 */
final class ClientDirectory implements Clients {
    /** What the id of a client that registered itself starts with. */
    static final String REGISTERED = "mc1.";

    private final Clients generated;
    private final Clients registered;
    private final Clients documents;
    private final Clients legacy;

    /** @param legacy asked for what would be a generated client's id, but is none */
    ClientDirectory(Clients generated, Clients registered, Clients documents, Clients legacy) {
        this.generated = generated;
        this.registered = registered;
        this.documents = documents;
        this.legacy = legacy;
    }

    @Override
    public Lookup find(String clientId) {
        if (DocumentClients.areMeantBy(clientId)) {
            return documents.find(clientId);
        }
        if (clientId.startsWith(REGISTERED)) {
            return registered.find(clientId);
        }
        Lookup found = generated.find(clientId);
        return found instanceof Lookup.Unknown ? legacy.find(clientId) : found;
    }
}
