package dev.mailmcp.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.mailmcp.fuzz.OneOrigin;
import dev.mailmcp.fuzz.Target;
import dev.mailmcp.fuzz.Words;
import dev.mailmcp.oauth.Clients.Lookup;
import dev.mailmcp.web.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Registration: what is made of a body is what another reader of JSON finds in it, and every answer is one that is specified. */
public final class RegistrationTarget implements Target {
    private static final String BASE = "{\"client_name\":\"Claude\",\"redirect_uris\":[\"https://app.example/cb\","
            + "\"http://localhost:3334/cb\"]";
    private static final Set<String> ERRORS =
            Set.of("invalid_redirect_uri", "invalid_client_metadata", "invalid_software_statement");

    private final FuzzedServer server = new FuzzedServer();
    private final OneOrigin origins;

    public RegistrationTarget(OneOrigin origins) {
        this.origins = origins;
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.of(
                        BASE + "}",
                        BASE + ",\"token_endpoint_auth_method\":\"none\",\"grant_types\":[\"authorization_code\","
                                + "\"refresh_token\"],\"response_types\":[\"code\"],\"scope\":\"mail:read offline_access\"}",
                        BASE
                                + ",\"token_endpoint_auth_method\":\"client_secret_post\",\"client_uri\":\"https://app.example\","
                                + "\"logo_uri\":\"https://app.example/l.png\",\"contacts\":[\"a@app.example\"],"
                                + "\"software_id\":\"x\",\"software_version\":\"1\",\"application_type\":\"native\"}",
                        BASE + ",\"client_uri#de\":\"javascript:alert(1)\"}",
                        BASE + ",\"software_statement\":\"eyJ\"}",
                        BASE + ",\"redirect_uris\":[\"https://evil.example/cb\"]}",
                        "{\"redirect_uris\":[\"javascript:alert(1)\"]}",
                        "{\"redirect_uris\":[\"cursor://anysphere.cursor-mcp/oauth/callback\"]}",
                        "{\"redirect_uris\":[\"https://app.example/*\"]}",
                        "{\"redirect_uris\":[],\"client_name\":\"\\u202eedualC\"}",
                        "[" + BASE + "}]",
                        "\ufeff" + BASE + "}",
                        BASE + "} {}",
                        "{\"a\":" + "[".repeat(5_000))
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public List<String> words() {
        return Words.ofJson(
                "\\u202e",
                "\\n",
                "\"client_name\":\"x\",",
                "\\\\",
                "/../",
                "0x7f.1",
                "0177.0.0.1",
                "client_secret_basic",
                "none",
                "private_key_jwt",
                "127.0.0.1",
                "[::1]",
                "[::ffff:7f00:1]",
                "com.example.app:/",
                "x",
                "\"https://app.example/cb\",");
    }

    @Override
    public boolean judge(byte[] input) {
        Optional<HttpResponse> answer = server.register(input);
        if (answer.isEmpty()) {
            return false;
        }
        JsonNode json = Desk.json(answer.get());
        if (answer.get().status() == 400) {
            claim(ERRORS.contains(json.path("error").asText()), "an unspecified error: " + json);
            return false;
        }
        claim(answer.get().status() == 201, "a status of " + answer.get().status());
        judge(other(input), json);
        return true;
    }

    private void judge(Map<String, Object> sent, JsonNode made) {
        List<String> redirects = new ArrayList<>();
        made.required("redirect_uris").forEach(uri -> redirects.add(uri.asText()));
        claim(redirects.equals(sent.get("redirect_uris")), "other redirect URIs: " + redirects);
        redirects.forEach(origins::of);
        String method = made.required("token_endpoint_auth_method").asText();
        claim(method.equals(sent.getOrDefault("token_endpoint_auth_method", method)), "another method: " + method);
        claim(made.has("client_secret") != method.equals("none"), "a secret, or none, against the method");
        String name = made.path("client_name").asText();
        claim(
                name.length() <= 60 && name.chars().noneMatch(Character::isISOControl),
                "a name nobody can show: " + name);
        String id = made.required("client_id").asText();
        if (!(server.clients.find(id) instanceof Lookup.Known(Client client))) {
            throw new AssertionError("registered, and not known");
        }
        claim(
                client.redirects().stream().map(RedirectRule::value).toList().equals(redirects),
                "sealed other redirect URIs: " + client.redirects());
        claim(client.kind() instanceof ClientKind.Registered, "of another kind: " + client.kind());
    }

    private static Map<String, Object> other(byte[] input) {
        try {
            return JSONObjectUtils.parse(new String(input, StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw new AssertionError("another reader of JSON cannot read it", e);
        }
    }

    private static void claim(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
