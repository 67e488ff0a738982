package dev.mailmcp.oauth;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailmcp.token.Custody;
import dev.mailmcp.token.Scope;
import dev.mailmcp.web.BaseUrl;
import dev.mailmcp.web.Cors;
import dev.mailmcp.web.Endpoint;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.Route;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Authorization server metadata (RFC 8414 §3). Says only what is served. */
@Singleton
class ServerMetadata implements Endpoint {
    private final byte[] document;

    ServerMetadata(BaseUrl base, ClientPolicy policy, DocumentClients documents, Custody custody) {
        this.document = document(base, policy, documents, custody).toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/.well-known/oauth-authorization-server", Cors.ANY, _ -> answer()),
                // Older clients look here; it says nothing of OpenID Connect.
                Route.get("/.well-known/openid-configuration", Cors.ANY, _ -> answer()));
    }

    private HttpResponse answer() {
        return HttpResponse.json(200, document).with("Cache-Control", "public, max-age=300");
    }

    private static ObjectNode document(BaseUrl base, ClientPolicy policy, DocumentClients documents, Custody custody) {
        ObjectNode metadata = JsonNodeFactory.instance
                .objectNode()
                .put("issuer", base.value())
                .put("authorization_endpoint", base.at(AuthorizationEndpoint.PATH))
                .put("token_endpoint", base.at(TokenEndpoint.PATH));
        if (policy.registers()) {
            metadata.put("registration_endpoint", base.at(RegistrationEndpoint.PATH));
        }
        metadata.putArray("response_types_supported").add("code");
        metadata.putArray("response_modes_supported").add("query");
        metadata.putArray("grant_types_supported").add("authorization_code").add("refresh_token");
        metadata.putArray("code_challenge_methods_supported").add("S256");
        authentication(metadata, "token_endpoint", policy, documents);
        if (custody.splits()) {
            metadata.put("revocation_endpoint", base.at(RevocationEndpoint.PATH));
            authentication(metadata, "revocation_endpoint", policy, documents);
        }
        if (!documents.algorithms().isEmpty()) {
            metadata.put("client_id_metadata_document_supported", true);
        }
        var scopes = metadata.putArray("scopes_supported");
        Scope.all().forEach(scope -> scopes.add(scope.value()));
        // Clients that ask for it get a refresh token, and so do those that do not.
        scopes.add("offline_access");
        metadata.put("authorization_response_iss_parameter_supported", true);
        metadata.putArray("protected_resources").add(base.at("/mcp"));
        // The page at / says how to connect.
        metadata.put("service_documentation", base.at("/"));
        metadata.putArray("ui_locales_supported").add("en");
        return metadata;
    }

    /** How clients prove themselves at an endpoint. */
    private static void authentication(
            ObjectNode metadata, String endpoint, ClientPolicy policy, DocumentClients documents) {
        var methods = metadata.putArray(endpoint + "_auth_methods_supported");
        boolean served = !documents.algorithms().isEmpty();
        if (policy.registers() || served) {
            methods.add(AuthenticationMethod.NONE.word());
        }
        methods.add(AuthenticationMethod.POST.word()).add(AuthenticationMethod.BASIC.word());
        if (served) {
            methods.add("private_key_jwt");
            var algorithms = metadata.putArray(endpoint + "_auth_signing_alg_values_supported");
            documents.algorithms().forEach(algorithms::add);
        }
    }
}
