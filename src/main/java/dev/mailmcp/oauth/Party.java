package dev.mailmcp.oauth;

import dev.mailmcp.token.Grant;

/**
 * Who speaks at the token endpoint, and how surely.
 *
 * @param clientId the short stable id, as grants remember it
 * @param signed whether it proved itself with a key of its own
 */
record Party(String clientId, boolean signed) {
    /** A client that proved itself by whatever else it was made with. */
    static Party of(Client client) {
        return new Party(client.id(), false);
    }

    /** Whether the grant was made for it, and it proved itself no less than it had to then. */
    boolean holds(Grant grant) {
        return grant.clientId().equals(clientId) && (signed || !grant.clientSigns());
    }
}
