package dev.mailmcp.resource;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailmcp.token.Scope;
import dev.mailmcp.web.BaseUrl;
import dev.mailmcp.web.Cors;
import dev.mailmcp.web.Endpoint;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.Route;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Protected resource metadata (RFC 9728 §2): how a client that was refused finds the authorization server. */
@Singleton
final class ResourceMetadata implements Endpoint {
    private final byte[] document;

    ResourceMetadata(BaseUrl base) {
        this.document = document(base).toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(ResourceLocation.METADATA_PATH, Cors.ANY, _ -> answer()),
                Route.get(ResourceLocation.ROOT_METADATA_PATH, Cors.ANY, _ -> answer()));
    }

    private HttpResponse answer() {
        return HttpResponse.json(200, document).with("Cache-Control", "max-age=300");
    }

    private static ObjectNode document(BaseUrl base) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("resource", ResourceLocation.identifier(base));
        json.putArray("authorization_servers").add(base.value());
        var scopes = json.putArray("scopes_supported");
        Scope.all().forEach(scope -> scopes.add(scope.value()));
        json.putArray("bearer_methods_supported").add("header");
        // The page at / says how to connect.
        return json.put("resource_name", "mail-mcp").put("resource_documentation", base.at("/"));
    }
}
