package dev.mailmcp.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;

/**
 * What a person was shown of a client that a document describes, and what follows from it for the grant. The document may say
 * something else by the time they press the button; they agree to this.
 *
 * @param redirect where the answer goes
 * @param authentication what the document said then
 */
public record AsShown(String name, RedirectUri redirect, Authentication authentication) {
    private static final String KEY = "key";
    private static final String KEY_OR_NONE = "key?";
    private static final String NONE = "none";

    /** Empty for a client that cannot change between two requests. */
    static Optional<AsShown> of(AuthorizationRequest asked) {
        return asked.client().kind() instanceof ClientKind.Document
                ? Optional.of(new AsShown(
                        asked.client().name(),
                        asked.redirectUri(),
                        asked.client().authentication()))
                : Optional.empty();
    }

    JsonNode toNode() {
        String word =
                switch (authentication) {
                    case Authentication.PrivateKey(boolean always) -> always ? KEY : KEY_OR_NONE;
                    case Authentication.None _ -> NONE;
                    case Authentication.SharedSecret _ ->
                        throw new IllegalStateException("nobody shares a secret with a document");
                };
        return JsonNodeFactory.instance
                .objectNode()
                .put("n", name)
                .put("r", redirect.value())
                .put("a", word);
    }

    /** Reads what {@link #toNode} made. */
    static AsShown parse(JsonNode node) {
        String word = node.required("a").asText();
        return new AsShown(
                node.required("n").asText(),
                new RedirectUri(node.required("r").asText()),
                word.equals(NONE) ? new Authentication.None() : new Authentication.PrivateKey(word.equals(KEY)));
    }
}
