package dev.mailmcp.oauth;

import dev.mailmcp.account.MailServers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Clients by documents, where there is one document and it was read before. It says what it was asked for. */
final class OneDocument implements DocumentClients {
    final List<String> asked = new ArrayList<>();
    private final String url;
    private final Client client;

    OneDocument(String url, MailServers servers) {
        this.url = url;
        this.client = new Client(
                DocumentClients.shortId(url),
                new ClientKind.Document("client.example.com"),
                "Client",
                servers,
                List.of(new RedirectRule(Desk.CALLBACK), new RedirectRule("http://127.0.0.1/callback")),
                new Authentication.None(),
                Instant.EPOCH,
                Optional.empty());
    }

    @Override
    public Lookup find(String clientId) {
        asked.add(clientId);
        return clientId.equals(url) ? new Lookup.Known(client) : new Lookup.Unreadable();
    }

    @Override
    public Lookup recall(String clientId, AsShown shown) {
        return find(clientId);
    }

    @Override
    public Optional<String> named(String clientId) {
        return Optional.of(DocumentClients.shortId(clientId));
    }

    @Override
    public Judgement judge(Optional<String> clientId, String assertion) {
        return new Judgement.Refused();
    }

    @Override
    public List<String> algorithms() {
        return List.of();
    }
}
