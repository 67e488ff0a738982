package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Carries the answers of a request from round to round in {@code requestState}: sealed, bound to the caller and to the request
 * with its arguments, good for minutes and for one use (MCP 2026-07-28, multi round-trip requests, server requirements).
 */
final class Rounds {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final int NONCE_BYTES = 16;

    private final Continuity continuity;
    private final SecureRandom random = new SecureRandom();

    Rounds(Continuity continuity) {
        this.continuity = continuity;
    }

    /** @throws RpcError when the state is not one of ours for this, is too old or was used, or answers are malformed */
    Round of(Message.Request request, Caller caller) throws RpcError {
        Map<String, InputAnswer> given = answers(request.params());
        String about = digest(request);
        Map<String, InputAnswer> bound = new TreeMap<>();
        JsonNode state = request.params().path("requestState");
        if (!state.isMissingNode() && !state.isNull()) {
            JsonNode earlier = opened(state, caller, about);
            read(earlier.path("answers"), bound);
            for (JsonNode asked : earlier.path("asked")) {
                // What was not asked is no answer: it might be taken for one to a question of a later round.
                Optional.ofNullable(given.get(asked.asText())).ifPresent(answer -> bound.put(asked.asText(), answer));
            }
        }
        return new Round(bound, given, (known, asked) -> seal(caller, about, known, asked));
    }

    /** Whether a request brings answers, so that its result is no answer to anybody else's. */
    static boolean isLater(Message.Request request) {
        return request.params().has("inputResponses") || request.params().has("requestState");
    }

    private static Map<String, InputAnswer> answers(ObjectNode params) throws RpcError {
        Map<String, InputAnswer> answers = new TreeMap<>();
        JsonNode given = params.path("inputResponses");
        if (given.isMissingNode()) {
            return answers;
        }
        if (!given.isObject()) {
            throw RpcError.invalidParams("inputResponses is not an object");
        }
        read(given, answers);
        return answers;
    }

    private static void read(JsonNode object, Map<String, InputAnswer> into) throws RpcError {
        for (var entry : object.properties()) {
            if (!(entry.getValue() instanceof ObjectNode result)) {
                throw RpcError.invalidParams("each of inputResponses must be an object");
            }
            into.put(entry.getKey(), new InputAnswer(result));
        }
    }

    private JsonNode opened(JsonNode state, Caller caller, String about) throws RpcError {
        byte[] json = continuity
                .seal()
                .open(StateSeal.Purpose.REQUEST_STATE, state.asText())
                .orElseThrow(Rounds::refused);
        JsonNode content;
        try {
            content = Json.parse(json);
        } catch (IOException _) {
            throw refused();
        }
        Instant expires = Instant.ofEpochSecond(content.path("expires").asLong());
        boolean fits = content.path("caller").asText().equals(caller.id())
                && content.path("about").asText().equals(about)
                && continuity.clock().instant().isBefore(expires);
        if (!fits || !continuity.used().first(content.path("nonce").asText(), expires)) {
            throw refused();
        }
        return content;
    }

    private String seal(Caller caller, String about, Map<String, InputAnswer> known, Set<String> asked) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        ObjectNode content = Json.object()
                .put("caller", caller.id())
                .put("about", about)
                .put("expires", continuity.clock().instant().plus(LIFE).getEpochSecond())
                .put("nonce", Base64.getUrlEncoder().withoutPadding().encodeToString(nonce));
        asked.forEach(content.putArray("asked")::add);
        ObjectNode answers = content.putObject("answers");
        known.forEach((name, answer) -> answers.set(name, answer.result()));
        return continuity.seal().seal(StateSeal.Purpose.REQUEST_STATE, Json.bytes(content));
    }

    /** Of everything that says what is asked for, however its members are ordered. */
    private static String digest(Message.Request request) {
        ObjectNode asked = request.params().deepCopy();
        asked.remove("_meta");
        asked.remove("inputResponses");
        asked.remove("requestState");
        ObjectNode whole = Json.object().put("method", request.method());
        whole.set("params", asked);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Json.canonical(whole));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static RpcError refused() {
        return RpcError.invalidParams(
                "requestState is not valid for this request, has expired or was used: make the request anew without it");
    }
}
