package dev.mailmcp.blackbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWK;
import dev.mailmcp.testserver.DocumentSite;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An OAuth client, as {@code ./cli generate} hands it out or as it registered itself.
 *
 * @param secret empty when it has none
 */
public record Client(String id, String secret, String redirectUri) {
    /** Nobody listens there: the answer is read from the Location header. */
    public static final String LOOPBACK = "http://127.0.0.1:33419/callback";

    /** @param settings of the server that it is for */
    public static Client generate(Map<String, String> settings, MailSite site, String... more) {
        List<String> arguments = new ArrayList<>(List.of("generate", "--json"));
        arguments.addAll(site.generateArguments());
        arguments.addAll(List.of(more));
        boolean ownRedirect = arguments.stream().anyMatch(argument -> argument.startsWith("--redirect-uri"));
        if (!ownRedirect) {
            arguments.add("--redirect-uri=" + LOOPBACK);
        }
        Jar.Ended ended = Jar.run(settings, arguments.toArray(String[]::new));
        if (ended.code() != 0) {
            throw new IllegalStateException("generate ended with " + ended.code() + ": " + ended.err());
        }
        JsonNode json = Json.parse(ended.out());
        return new Client(
                json.required("client_id").asText(),
                json.required("client_secret").asText(),
                json.required("redirect_uris").get(0).asText());
    }

    /** Registers a client without a secret, at the endpoint that the metadata names. */
    public static Client register(Product product, String name, String redirectUri) {
        String endpoint = Json.parse(
                        product.get("/.well-known/oauth-authorization-server").body())
                .required("registration_endpoint")
                .asText();
        String asked = "{\"client_name\":\"" + name + "\",\"redirect_uris\":[\"" + redirectUri
                + "\"],\"token_endpoint_auth_method\":\"none\"}";
        HttpResponse<String> answer = Product.send(HttpRequest.newBuilder(URI.create(endpoint))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(asked)));
        if (answer.statusCode() != 201) {
            throw new IllegalStateException("register answers " + answer.statusCode() + ": " + answer.body());
        }
        return new Client(Json.parse(answer.body()).required("client_id").asText(), "", redirectUri);
    }

    /**
     * Publishes the document of a client without a secret.
     *
     * @param redirectUris the first is the one that it will use
     */
    public static Client publish(DocumentSite site, String path, String... redirectUris) {
        return publishProving(site, path, "\"token_endpoint_auth_method\":\"none\"", redirectUris);
    }

    /** As {@link #publish}, of one that signs (RFC 7523); its public keys stand beside the document. */
    static Client publishSigning(DocumentSite site, String path, JWK key, String... redirectUris) {
        String keys = path + ".keys";
        site.document(keys, "{\"keys\":[" + key.toPublicJWK().toJSONString() + "]}");
        String proof = "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks_uri\":\"" + url(site, keys) + "\"";
        return publishProving(site, path, proof, redirectUris);
    }

    private static Client publishProving(DocumentSite site, String path, String proof, String... redirectUris) {
        String url = url(site, path);
        site.document(
                path,
                "{\"client_id\":\"" + url + "\",\"client_name\":\"Client\",\"redirect_uris\":[\""
                        + String.join("\",\"", redirectUris) + "\"]," + proof + "}");
        return new Client(url, "", redirectUris[0]);
    }

    private static String url(DocumentSite site, String path) {
        return "https://localhost:" + site.port() + path;
    }
}
