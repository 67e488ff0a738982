package dev.mailmcp.oauth;

import dev.mailmcp.oauth.AuthorizationFailure.Failed;
import dev.mailmcp.web.Form;
import java.util.Optional;

/** The client is one that this server serves (RFC 6749 §4.1.2.1: else the person is told, not the redirect URI). */
final class ClientIsKnown {
    private final Clients clients;
    private final DocumentClients documents;

    ClientIsKnown(Clients clients, DocumentClients documents) {
        this.clients = clients;
        this.documents = documents;
    }

    Client check(Form query) throws Failed {
        return check(query, Optional.empty());
    }

    Client check(Form query, Optional<AsShown> shown) throws Failed {
        if (query.all("client_id").size() > 1) {
            throw Failed.shown("The link to this page is damaged: client_id stands there more than once.");
        }
        String id = query.one("client_id")
                .orElseThrow(
                        () -> Failed.shown("The link to this page is incomplete: it names no client (client_id)."));
        return switch (shown.map(seen -> documents.recall(id, seen)).orElseGet(() -> clients.find(id))) {
            case Clients.Lookup.Known(Client client) -> client;
            case Clients.Lookup.Unknown _ ->
                throw Failed.shown("This server does not know the client that sent you here. Its client ID is wrong,"
                        + " has expired, or was made for another server.");
            // No more than this: what could not be reached, and why, is not for whoever made the link.
            case Clients.Lookup.Unreadable _ ->
                throw Failed.shown("The document that describes the client could not be read.");
            case Clients.Lookup.Unavailable _ -> throw new Failed(new AuthorizationFailure.Later());
        };
    }
}
