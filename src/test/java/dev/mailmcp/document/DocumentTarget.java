package dev.mailmcp.document;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.mailmcp.fuzz.OneOrigin;
import dev.mailmcp.fuzz.Target;
import dev.mailmcp.fuzz.UrlReader.Reading;
import dev.mailmcp.fuzz.Words;
import dev.mailmcp.oauth.RedirectUri;
import dev.mailmcp.value.InvalidValue;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a client says of itself at its URL: what we take of it, another reader of JSON finds there as well. And that URL: what we
 * would fetch is where every reader of URLs would go.
 */
public final class DocumentTarget implements Target {
    private static final String URL = "https://client.example.com/c.json";
    private static final String BASE = "{\"client_id\":\"" + URL + "\",\"client_name\":\"Client\","
            + "\"redirect_uris\":[\"https://client.example.com/cb\",\"http://localhost/callback\"]";

    private final OneOrigin origins;

    public DocumentTarget(OneOrigin origins) {
        this.origins = origins;
    }

    @Override
    public List<byte[]> seeds() {
        String key = "\"jwks\":{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"k\",\"alg\":\"EdDSA\","
                + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}]}";
        return Stream.of(
                        BASE + "}",
                        BASE + ",\"token_endpoint_auth_method\":\"none\",\"grant_types\":[\"authorization_code\","
                                + "\"refresh_token\"],\"response_types\":[\"code\"],\"logo_uri\":\"https://x.example/l.png\"}",
                        BASE + ",\"token_endpoint_auth_method\":\"private_key_jwt\"," + key + "}",
                        BASE
                                + ",\"token_endpoint_auth_method\":\"private_key_jwt\",\"token_endpoint_auth_methods_supported\":"
                                + "[\"none\"],\"jwks_uri\":\"https://client.example.com/keys.json\"}",
                        BASE + ",\"client_secret\":\"x\"}",
                        BASE + ",\"client_uri#de\":\"javascript:alert(1)\"}",
                        BASE + ",\"client_id\":\"https://evil.example/c.json\"}",
                        BASE + ",\"a\":" + "[".repeat(20) + "]".repeat(20) + "}",
                        "\ufeff" + BASE + "}",
                        URL,
                        URL + "/",
                        "https://client.example.com:8443/a/b?c=d",
                        "https://client.example.com/%2e%2e/c.json",
                        "https://client.example.com/a/..;/c.json",
                        "https://user@client.example.com/c.json",
                        "https://client.example.com\\@evil.example/c.json",
                        "https://2130706433/c.json",
                        "https://0177.0.0.1/c.json",
                        "https://1.2.3/c.json",
                        "https://a.0x7f/c.json",
                        "https://[::1]/c.json")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public List<String> words() {
        return Words.ofJson(
                "\\u0022",
                "//",
                "\"client_id\":",
                "\"client_secret\":\"x\",",
                "\\",
                "..",
                "0x7f",
                "0177",
                ".1",
                "\"token_endpoint_auth_method\":\"client_secret_basic\",",
                "\"d\":\"x\",",
                "\"k\":\"x\",",
                "xn--",
                "localhost",
                " ",
                "/*x*/",
                "'");
    }

    @Override
    public boolean judge(byte[] input) {
        boolean document = document(input);
        boolean url = url(new String(input, StandardCharsets.UTF_8));
        return document || url;
    }

    private boolean document(byte[] input) {
        ClientDocument document;
        try {
            document = ClientDocument.read(new DocumentUrl(URL), input);
        } catch (InvalidValue _) {
            return false;
        }
        Map<String, Object> other;
        try {
            other = JSONObjectUtils.parse(new String(input, StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw new AssertionError("another reader of JSON cannot read it", e);
        }
        claim(URL.equals(other.get("client_id")), "another client_id");
        claim(document.name().equals(other.get("client_name")), "another name");
        claim(!other.containsKey("client_secret"), "a secret for everybody");
        claim(
                !Objects.toString(other.get("token_endpoint_auth_method"), "").startsWith("client_secret"),
                "a shared secret");
        List<?> listed = other.get("redirect_uris") instanceof List<?> list ? list : List.of();
        for (RedirectUri redirect : document.redirects()) {
            claim(listed.contains(redirect.value()), "a redirect URI that is not there");
            origins.of(redirect.value());
        }
        if (document.proof()
                instanceof ClientDocument.Proof.Key(var _, ClientDocument.Keys.Elsewhere(DocumentUrl keys), var _)) {
            url(keys.value());
        }
        return true;
    }

    private boolean url(String text) {
        DocumentUrl url;
        try {
            url = new DocumentUrl(text);
        } catch (InvalidValue _) {
            return false;
        }
        Reading seen = origins.of(text);
        claim(seen.scheme().equals("https"), "not https");
        claim(seen.host().equals(url.host()) && seen.port() == url.port(), "we would go elsewhere: " + seen.origin());
        claim(
                url.target().equals(seen.path()) || url.target().startsWith(seen.path() + "?"),
                "another path: " + seen.path());
        return true;
    }

    private static void claim(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
