package dev.mailmcp.oauth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.MailServers;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.secret.Digest;
import dev.mailmcp.secret.LegacyKey;
import dev.mailmcp.value.InvalidValue;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Clients that the operator made with mail_mcp, so that this server can take its place without anybody touching a client. Its
 * ids name no redirect URIs; here they get those of an allow-list and no others. It seals codes and tokens under the same key:
 * none of them is taken for anything here.
 */
final class LegacyClients implements Clients {
    private static final JsonMapper JSON = new JsonMapper(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private final LegacyKey key;
    private final String issuer;
    private final List<RedirectRule> redirects;

    /**
     * @param issuer the address of mail_mcp, which must be ours now: its ids name it
     * @param redirects where the answers of such clients may go
     */
    LegacyClients(LegacyKey key, String issuer, List<RedirectRule> redirects) {
        this.key = key;
        this.issuer = issuer;
        this.redirects = List.copyOf(redirects);
    }

    @Override
    public Lookup find(String clientId) {
        return key.open(clientId)
                .flatMap(this::client)
                .<Lookup>map(Lookup.Known::new)
                .orElseGet(Lookup.Unknown::new);
    }

    private Optional<Client> client(byte[] opened) {
        try {
            JsonNode json = JSON.readTree(opened);
            String secret = json.path("cs").asText("");
            if (!json.path("typ").asText("").equals("client_id")
                    || !isOurs(json.path("iss"))
                    || !isOurs(json.path("aud"))
                    || secret.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Client(
                    shortId(opened),
                    new ClientKind.Legacy(),
                    "",
                    new MailServers(endpoint(json, "imap"), endpoint(json, "smtp")),
                    redirects,
                    Authentication.SharedSecret.either(Digest.sha256(secret)),
                    Instant.EPOCH,
                    Optional.empty()));
        } catch (IOException | InvalidValue _) {
            return Optional.empty();
        }
    }

    /** @param opened what was sealed in its {@code client_id} */
    static String shortId(byte[] opened) {
        return Digest.sha256(opened).substring(0, 16);
    }

    private boolean isOurs(JsonNode named) {
        String value = named.asText("");
        return value.equals(issuer) || value.equals(issuer + "/");
    }

    /** Without {@code …_ssl} mail_mcp spoke plain text, or upgraded when it could: here the upgrade is required. */
    private static Endpoint endpoint(JsonNode json, String protocol) {
        return new Endpoint(
                json.path(protocol + "_host").asText(""),
                json.path(protocol + "_port").asInt(),
                json.path(protocol + "_ssl").asBoolean() ? TransportSecurity.TLS : TransportSecurity.STARTTLS);
    }
}
