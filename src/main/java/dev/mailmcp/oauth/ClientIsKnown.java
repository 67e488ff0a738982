package dev.mailmcp.oauth;

import dev.mailmcp.oauth.AuthorizationFailure.Failed;
import dev.mailmcp.web.Form;

/** The client was made by this server and has not expired (RFC 6749 §4.1.2.1: else the person is told, not the redirect URI). */
final class ClientIsKnown {
    private final SealedClients clients;

    ClientIsKnown(SealedClients clients) {
        this.clients = clients;
    }

    Client check(Form query) throws Failed {
        if (query.all("client_id").size() > 1) {
            throw Failed.shown("The link to this page is damaged: client_id stands there more than once.");
        }
        String id = query.one("client_id")
                .orElseThrow(
                        () -> Failed.shown("The link to this page is incomplete: it names no client (client_id)."));
        return clients.find(id)
                .orElseThrow(() ->
                        Failed.shown("This server does not know the client that sent you here. Its client ID is wrong,"
                                + " has expired, or was made for another server."));
    }
}
