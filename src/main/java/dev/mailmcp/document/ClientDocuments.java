package dev.mailmcp.document;

import dev.mailmcp.account.MailServers;
import dev.mailmcp.oauth.AsShown;
import dev.mailmcp.oauth.Authentication;
import dev.mailmcp.oauth.Client;
import dev.mailmcp.oauth.ClientKind;
import dev.mailmcp.oauth.DocumentClients;
import dev.mailmcp.oauth.RedirectRule;
import dev.mailmcp.oauth.RedirectUri;
import dev.mailmcp.store.OneTime;
import dev.mailmcp.value.InvalidValue;
import dev.mailmcp.web.BaseUrl;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds clients by the documents at their {@code client_id}, within what the operator admits. */
public final class ClientDocuments implements DocumentClients {
    /** Most bytes of a document (OAuth Client ID Metadata Document §6.6). */
    static final int LARGEST = 5 * 1024;

    private static final int LARGEST_KEY_SET = 64 * 1024;

    private final DocumentHosts hosts;
    private final MailServers servers;
    private final Clock clock;
    private final DocumentCache<ClientDocument> documents;
    private final ClientAssertions assertions;

    /**
     * @param servers of the operator: a document names none
     * @param store remembers which assertions were used
     */
    public ClientDocuments(
            GuardedFetch fetch, DocumentHosts hosts, MailServers servers, OneTime store, BaseUrl base, Clock clock) {
        this.hosts = hosts;
        this.servers = servers;
        this.clock = clock;
        var ration = new FetchRation(clock);
        this.documents = new DocumentCache<>(fetch, ration, clock, LARGEST, ClientDocument::read);
        var keySets = new DocumentCache<>(
                fetch, ration, clock, LARGEST_KEY_SET, (_, body) -> KeySet.read(StrictJson.object(body)));
        this.assertions = new ClientAssertions(documents, keySets, store, base, clock);
    }

    @Override
    public Lookup find(String clientId) {
        Optional<DocumentUrl> url = admitted(clientId);
        if (url.isEmpty()) {
            return new Lookup.Unreadable();
        }
        return switch (documents.find(url.get())) {
            case Found.Read<ClientDocument>(ClientDocument document) ->
                new Lookup.Known(client(url.get(), document.name(), document.redirects(), asked(document.proof())));
            case Found.Refused<ClientDocument> _ -> new Lookup.Unreadable();
            case Found.Busy<ClientDocument> _ -> new Lookup.Unavailable();
        };
    }

    @Override
    public Lookup recall(String clientId, AsShown shown) {
        return admitted(clientId)
                .<Lookup>map(url ->
                        new Lookup.Known(client(url, shown.name(), List.of(shown.redirect()), shown.authentication())))
                .orElse(new Lookup.Unreadable());
    }

    @Override
    public Optional<String> named(String clientId) {
        return admitted(clientId).map(ClientDocuments::id);
    }

    @Override
    public Judgement judge(Optional<String> clientId, String assertion) {
        Optional<ClientAssertion> read = ClientAssertion.read(assertion)
                .filter(given -> clientId.isEmpty() || clientId.get().equals(given.client()));
        Optional<DocumentUrl> url = read.flatMap(given -> admitted(given.client()));
        if (url.isEmpty()) {
            return new Judgement.Refused();
        }
        return switch (assertions.judge(url.get(), read.get())) {
            case PROVEN -> new Judgement.Proven(id(url.get()));
            case REFUSED -> new Judgement.Refused();
            case UNAVAILABLE -> new Judgement.Unavailable();
        };
    }

    @Override
    public List<String> algorithms() {
        return Stream.of(Algorithm.values()).map(Algorithm::word).toList();
    }

    private Optional<DocumentUrl> admitted(String clientId) {
        try {
            return Optional.of(new DocumentUrl(clientId)).filter(hosts::admit);
        } catch (InvalidValue _) {
            return Optional.empty();
        }
    }

    private Client client(DocumentUrl url, String name, List<RedirectUri> redirects, Authentication authentication) {
        return new Client(
                id(url),
                new ClientKind.Document(url.host()),
                name,
                servers,
                redirects.stream().map(RedirectRule::exactly).toList(),
                authentication,
                clock.instant(),
                Optional.empty());
    }

    private static String id(DocumentUrl url) {
        return DocumentClients.shortId(url.value());
    }

    private static Authentication asked(ClientDocument.Proof proof) {
        return switch (proof) {
            case ClientDocument.Proof.None _ -> new Authentication.None();
            case ClientDocument.Proof.Key key -> new Authentication.PrivateKey(key.always());
        };
    }
}
