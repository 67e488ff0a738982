package dev.mailmcp.document;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.oauth.RedirectUri;
import dev.mailmcp.value.InvalidValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a client says of itself at its URL (OAuth Client ID Metadata Document §4, in the words of RFC 7591 §2).
 *
 * @param name as it stands there; not cleaned
 * @param redirects those that may be used at all, one at least
 * @param proof how it may prove itself
 */
record ClientDocument(DocumentUrl url, String name, List<RedirectUri> redirects, Proof proof) {
    private static final String NO_PROOF = "none";
    private static final String BY_KEY = "private_key_jwt";
    private static final String BY_SECRET = "client_secret_";
    private static final List<String> LINKS = List.of("client_uri", "logo_uri", "tos_uri", "policy_uri");
    private static final Set<String> SECRETS = Set.of("client_secret", "client_secret_expires_at");

    ClientDocument {
        redirects = List.copyOf(redirects);
        if (redirects.isEmpty()) {
            throw new InvalidValue("has no redirect URI that may be used");
        }
    }

    /** How the client proves at the token endpoint that it is the one of the document. */
    sealed interface Proof {
        /** It is a public client. */
        record None() implements Proof {}

        /**
         * By signing with one of its keys (RFC 7523 §3).
         *
         * @param always whether there is no other way; a client that may also come without has to sign right when it does sign
         * @param algorithm the only one it signs with; empty when it does not say
         */
        record Key(boolean always, Keys keys, Optional<Algorithm> algorithm) implements Proof {}
    }

    /** Where the keys are. */
    sealed interface Keys {
        record Inside(KeySet keys) implements Keys {}

        record Elsewhere(DocumentUrl url) implements Keys {}
    }

    /**
     * Reads what came from a URL.
     *
     * @throws InvalidValue when it does not hold; the message names members, never their values
     */
    static ClientDocument read(DocumentUrl url, byte[] body) {
        JsonNode json = StrictJson.object(body);
        // Character by character: a document may not speak for a neighbour that merely looks alike.
        if (!StrictJson.text(json, "client_id").filter(url.value()::equals).isPresent()) {
            throw new InvalidValue("names another client_id");
        }
        if (SECRETS.stream().anyMatch(json::has)) {
            throw new InvalidValue("has a secret, which everyone can read");
        }
        String name = StrictJson.text(json, "client_name")
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new InvalidValue("has no client_name"));
        supports(json, "grant_types", "authorization_code");
        supports(json, "response_types", "code");
        checkLinks(json);
        return new ClientDocument(url, name, redirects(json), proof(json));
    }

    /** What else is listed is filtered by not being served. */
    private static void supports(JsonNode json, String name, String needed) {
        if (StrictJson.texts(json, name)
                .filter(listed -> !listed.contains(needed))
                .isPresent()) {
            throw new InvalidValue(name + " lacks " + needed);
        }
    }

    /** They are shown to nobody, but a document with a script where a link belongs is up to something (RFC 7591 §5). */
    private static void checkLinks(JsonNode json) {
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            // RFC 7591 §2.2: a name may carry a language, client_uri#de.
            String bare = name.contains("#") ? name.substring(0, name.indexOf('#')) : name;
            if (LINKS.contains(bare)
                    && !StrictJson.text(json, name)
                            .filter(ClientDocument::isWeb)
                            .isPresent()) {
                throw new InvalidValue(bare + " is not a web address");
            }
        }
    }

    private static boolean isWeb(String link) {
        return link.startsWith("https://") || link.startsWith("http://");
    }

    /** One that cannot be used is dropped: a client may list a scheme of its own that others take. */
    private static List<RedirectUri> redirects(JsonNode json) {
        List<RedirectUri> usable = new ArrayList<>();
        for (String value : StrictJson.texts(json, "redirect_uris").orElse(List.of())) {
            // With a star at its end it would be read as a rule for many, which only an operator may write.
            if (!value.endsWith("*")) {
                redirect(value).ifPresent(usable::add);
            }
        }
        return usable;
    }

    private static Optional<RedirectUri> redirect(String value) {
        try {
            return Optional.of(new RedirectUri(value));
        } catch (InvalidValue _) {
            return Optional.empty();
        }
    }

    private static Proof proof(JsonNode json) {
        String preferred = StrictJson.text(json, "token_endpoint_auth_method").orElse(NO_PROOF);
        // OpenID Connect Relying Party Metadata Choices: besides the preferred one, others will do.
        List<String> others =
                StrictJson.texts(json, "token_endpoint_auth_methods_supported").orElse(List.of());
        if (preferred.startsWith(BY_SECRET) || others.stream().anyMatch(other -> other.startsWith(BY_SECRET))) {
            throw new InvalidValue("wants a shared secret, which there is nobody to share with");
        }
        Optional<Keys> keys = keys(json);
        boolean without = preferred.equals(NO_PROOF) || others.contains(NO_PROOF);
        boolean with = preferred.equals(BY_KEY) || others.contains(BY_KEY);
        if (with && keys.isPresent()) {
            Optional<String> named = StrictJson.text(json, "token_endpoint_auth_signing_alg");
            Optional<Algorithm> algorithm = named.flatMap(Algorithm::of);
            if (named.isPresent() == algorithm.isPresent()) {
                return new Proof.Key(!without, keys.get(), algorithm);
            }
        }
        if (!without) {
            throw new InvalidValue("proves itself in no way that is known here");
        }
        return new Proof.None();
    }

    private static Optional<Keys> keys(JsonNode json) {
        Optional<String> elsewhere = StrictJson.text(json, "jwks_uri");
        if (json.has("jwks")) {
            if (elsewhere.isPresent()) {
                throw new InvalidValue("has both jwks and jwks_uri");
            }
            return Optional.of(new Keys.Inside(KeySet.read(json.required("jwks"))));
        }
        return elsewhere.map(url -> new Keys.Elsewhere(new DocumentUrl(url)));
    }
}
