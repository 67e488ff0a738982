package dev.mailmcp.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailmcp.value.InvalidValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** JSON that everybody reads alike (RFC 8259, RFC 7493 §2): UTF-8, no name twice, shallow, nothing behind it. */
final class StrictJson {
    private static final int DEEPEST = 8;
    private static final int LONGEST_NUMBER = 40;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /** @throws InvalidValue when it is not one JSON object */
    static ObjectNode object(byte[] json) {
        try {
            // Text first: Jackson would take UTF-16 and UTF-32 as well, and mend some broken UTF-8.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw new InvalidValue("is not a JSON object");
        } catch (CharacterCodingException e) {
            throw new InvalidValue("is not in UTF-8");
        } catch (IOException e) {
            throw new InvalidValue("is not strict JSON");
        }
    }

    /** @throws InvalidValue when it is there, but not text */
    static Optional<String> text(JsonNode object, String name) {
        if (!object.has(name)) {
            return Optional.empty();
        }
        if (!object.required(name).isTextual()) {
            throw new InvalidValue(name + " is not text");
        }
        return Optional.of(object.required(name).textValue());
    }

    /** @throws InvalidValue when it is there, but not a list of texts */
    static Optional<List<String>> texts(JsonNode object, String name) {
        if (!object.has(name)) {
            return Optional.empty();
        }
        JsonNode list = object.required(name);
        if (!list.isArray()) {
            throw new InvalidValue(name + " is not a list");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : list) {
            if (!element.isTextual()) {
                throw new InvalidValue(name + " has something that is not text");
            }
            texts.add(element.textValue());
        }
        return Optional.of(texts);
    }
}
