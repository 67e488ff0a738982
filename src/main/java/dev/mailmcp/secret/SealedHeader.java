package dev.mailmcp.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The protected header of what we seal. Only exactly this form is taken: JOSE libraries honour compression and other algorithms
 * when a header asks for them.
 *
 * @param grant the grant whose share is half of the key, where there is one
 */
public record SealedHeader(String typ, String kid, Optional<String> grant) {
    static final String GRANT = "g";

    private static final int LONGEST = 8192;
    private static final int LONGEST_HEADER = 256;
    private static final Set<String> REQUIRED = Set.of("alg", "enc", "kid", "typ");
    private static final Set<String> WITH_GRANT = Set.of("alg", "enc", "kid", "typ", GRANT);
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_-]+");
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Reads the header of a compact JWE; empty for anything that we did not make. */
    static Optional<SealedHeader> parse(String sealed) {
        if (sealed.length() > LONGEST) {
            return Optional.empty();
        }
        String[] parts = sealed.split("\\.", -1);
        if (parts.length != 5 || !parts[1].isEmpty()) {
            return Optional.empty();
        }
        for (int i : new int[] {0, 2, 3, 4}) {
            if (!PART.matcher(parts[i]).matches()) {
                return Optional.empty();
            }
        }
        return json(parts[0]).filter(SealedHeader::ours).map(SealedHeader::of);
    }

    private static Optional<JsonNode> json(String encoded) {
        if (encoded.length() > LONGEST_HEADER * 4 / 3) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(encoded);
            return Optional.of(STRICT.readTree(new String(decoded, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | JsonProcessingException _) {
            return Optional.empty();
        }
    }

    private static boolean ours(JsonNode header) {
        Set<String> names = new TreeSet<>();
        header.fieldNames().forEachRemaining(names::add);
        boolean texts = header.isObject();
        for (JsonNode value : header) {
            texts &= value.isTextual();
        }
        return texts
                && (names.equals(REQUIRED) || names.equals(WITH_GRANT))
                && header.path("alg").textValue().equals("dir")
                && header.path("enc").textValue().equals("A256GCM");
    }

    private static SealedHeader of(JsonNode header) {
        return new SealedHeader(
                header.path("typ").textValue(),
                header.path("kid").textValue(),
                Optional.ofNullable(header.path(GRANT).textValue()));
    }
}
