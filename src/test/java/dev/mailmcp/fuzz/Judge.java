package dev.mailmcp.fuzz;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;

/** What must hold of every answer, whatever was sent. It reads messages with a reader of its own. */
final class Judge {
    /** The longest list and the longest echo of what was sent: six octets for one that must be escaped, and that twice. */
    private static final int LARGEST_LIST = 200_000;

    private static final int LARGEST_GROWTH = 12;
    private static final int PARSE_ERROR = -32700;

    private static final JsonMapper READER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Judge() {}

    /** An answer with a JSON-RPC message in it. */
    static void message(Input input, int status, byte[] answer) {
        claim(status < 500, input, "a status of " + status);
        claim(
                answer.length <= LARGEST_LIST + LARGEST_GROWTH * input.body().length,
                input,
                "an answer of " + answer.length + " octets");
        JsonNode message;
        try {
            message = READER.readTree(answer);
        } catch (IOException e) {
            throw fault(input, "an answer that is not JSON: " + e.getMessage());
        }
        claim(
                message.isObject() && "2.0".equals(message.path("jsonrpc").textValue()),
                input,
                "no JSON-RPC: " + message);
        claim(message.has("result") != message.has("error"), input, "not exactly one of result and error: " + message);
        if (message.has("error")) {
            JsonNode error = message.get("error");
            claim(
                    error.path("code").isIntegralNumber()
                            && error.path("message").isTextual(),
                    input,
                    "an error without code or message: " + message);
        }
        int code = message.path("error").path("code").intValue();
        Optional<JsonNode> sent = id(input.body());
        if (message.has("id") && !message.get("id").isNull()) {
            claim(sent.filter(message.get("id")::equals).isPresent(), input, "an id that was not sent: " + message);
        } else {
            claim(message.has("error"), input, "a result for nobody: " + message);
            claim(
                    sent.isEmpty() || code == PARSE_ERROR || refusedUnread(input),
                    input,
                    "an answer without the id that was sent: " + message);
        }
    }

    /** An answer that says only that the message was taken. */
    static void accepted(Input input) {
        JsonNode message = read(input.body()).orElseThrow(() -> fault(input, "what is not JSON was accepted"));
        claim(
                message.isObject() && !(message.has("id") && message.has("method")),
                input,
                "a request was accepted and not answered");
    }

    static void claim(boolean holds, Input input, String otherwise) {
        if (!holds) {
            throw fault(input, otherwise);
        }
    }

    static AssertionError fault(Input input, String what) {
        return new AssertionError(what + "\nfor " + input);
    }

    /** Whether its headers may have refused it before anybody looked into the body. */
    private static boolean refusedUnread(Input input) {
        return input.headers().containsKey("Content-Type") || input.headers().containsKey("Accept");
    }

    /** Of a request, or of what was meant as one; the id of a response is not its sender's. */
    private static Optional<JsonNode> id(byte[] body) {
        return read(body)
                .filter(message -> message.has("method") || !(message.has("result") || message.has("error")))
                .map(message -> message.get("id"))
                .filter(id -> id.isTextual() || id.isIntegralNumber());
    }

    private static Optional<JsonNode> read(byte[] body) {
        try {
            return Optional.of(READER.readTree(body));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
