package dev.mailmcp.secret;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The protected header of what we seal. Only exactly the form that we write is taken, whatever else JSON and JOSE allow: JOSE
 * libraries honour compression and other algorithms when a header asks for them.
 *
 * @param grant the grant whose share is half of the key, where there is one
 */
public record SealedHeader(String typ, String kid, Optional<String> grant) {
    static final String GRANT = "g";

    private static final int LONGEST_HEADER = 256;
    // RFC 7518 §5.3: 96 and 128 bits. Fixed, or octets could move between ciphertext and tag.
    private static final int VECTOR = 16;
    private static final int TAG = 22;
    private static final Set<String> REQUIRED = Set.of("alg", "enc", "kid", "typ");
    private static final Set<String> WITH_GRANT = Set.of("alg", "enc", "kid", "typ", GRANT);
    private static final Pattern MEMBER = Pattern.compile("\"([a-z]{1,3})\":\"([A-Za-z0-9_-]{1,64})\"");

    /** Reads the header of a compact JWE; empty for anything that we did not make. */
    static Optional<SealedHeader> parse(String sealed, int longest) {
        if (sealed.length() > longest) {
            return Optional.empty();
        }
        String[] parts = sealed.split("\\.", -1);
        // RFC 7516 §7.1: header, encrypted key (none with "dir"), initialization vector, ciphertext, tag.
        if (parts.length != 5
                || !parts[1].isEmpty()
                || !isEncoded(parts[0])
                || !isEncoded(parts[2])
                || parts[2].length() != VECTOR
                || !isEncoded(parts[3])
                || !isEncoded(parts[4])
                || parts[4].length() != TAG) {
            return Optional.empty();
        }
        return members(parts[0]).filter(SealedHeader::ours).map(SealedHeader::of);
    }

    /**
     * Base64url as we write it. Its last character may have bits to spare, and libraries ignore them; here they are zero, so that
     * a sealed thing has one spelling only.
     */
    private static boolean isEncoded(String part) {
        try {
            byte[] content = Base64.getUrlDecoder().decode(part);
            return content.length > 0
                    && Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(content)
                            .equals(part);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static Optional<Map<String, String>> members(String encoded) {
        if (encoded.length() > LONGEST_HEADER * 4 / 3) {
            return Optional.empty();
        }
        String json = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
        if (!json.startsWith("{") || !json.endsWith("}")) {
            return Optional.empty();
        }
        Map<String, String> members = new HashMap<>();
        for (String member : json.substring(1, json.length() - 1).split(",", -1)) {
            Matcher matcher = MEMBER.matcher(member);
            if (!matcher.matches() || members.put(matcher.group(1), matcher.group(2)) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(members);
    }

    private static boolean ours(Map<String, String> header) {
        return (header.keySet().equals(REQUIRED) || header.keySet().equals(WITH_GRANT))
                && "dir".equals(header.get("alg"))
                && "A256GCM".equals(header.get("enc"));
    }

    private static SealedHeader of(Map<String, String> header) {
        return new SealedHeader(
                header.getOrDefault("typ", ""), header.getOrDefault("kid", ""), Optional.ofNullable(header.get(GRANT)));
    }
}
