package dev.mailmcp.mcp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.regex.Pattern;

/** The one mapper: strict in what it takes, snake case in what it gives. */
final class Json {
    private static final int DEEPEST = 32;
    private static final Pattern HALF_A_CHARACTER = Pattern.compile("\\p{Cs}");
    static final int LONGEST_NUMBER = 40;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    // Jackson's own pool is per thread, and each request has a thread of its own.
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxStringLength(McpRequest.MAX_BODY)
                            .maxDocumentLength(McpRequest.MAX_BODY)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new SimpleModule().addSerializer(new Words()))
            .build();

    private Json() {}

    /** @throws IOException when it is not JSON, or deeper or longer than anything honest */
    static JsonNode parse(byte[] body) throws IOException {
        // Jackson would also take UTF-16 and UTF-32; messages are UTF-8 (RFC 8259 §8.1), without a mark before it.
        boolean other = body.length > 1 && (body[0] == 0 || body[1] == 0 || (body[0] & 0xff) >= 0xef);
        if (other) {
            throw new IOException("not UTF-8");
        }
        return MAPPER.readTree(body);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /**
     * A result record as JSON, its names in snake case. Half a character, which UTF-8 cannot hold, is replaced: mails have some,
     * and so have arguments of models that were cut off.
     */
    static String text(Record value) {
        try {
            String json = MAPPER.writeValueAsString(value);
            return hasSurrogates(json) ? HALF_A_CHARACTER.matcher(json).replaceAll("\uFFFD") : json;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasSurrogates(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** JSON that is already written, to be put into a tree as it is: nothing can look into it there. */
    static JsonNode written(String json) {
        return JsonNodeFactory.instance.rawValueNode(new RawValue(new SerializedString(json)));
    }

    static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same bytes for the same content, however its members are ordered. */
    static byte[] canonical(JsonNode node) {
        try {
            return MAPPER.writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED).writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code userName} is {@code user_name} on the wire. */
    static String snakeCase(String name) {
        return PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(name);
    }

    /** {@code BY_PROVIDER} is {@code "by_provider"} on the wire. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @SuppressWarnings("rawtypes") // Jackson selects serializers by raw class.
    private static final class Words extends StdSerializer<Enum> {
        Words() {
            super(Enum.class);
        }

        @Override
        public void serialize(Enum value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(word(value));
        }
    }
}
