package dev.mailmcp.blackbox;

import com.fasterxml.jackson.databind.JsonNode;
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
    static Client register(Product product, String name, String redirectUri) {
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
}
