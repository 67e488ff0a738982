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

    private static final int LONGEST = 8192;
    private static final int LONGEST_HEADER = 256;
    private static final Set<String> REQUIRED = Set.of("alg", "enc", "kid", "typ");
    private static final Set<String> WITH_GRANT = Set.of("alg", "enc", "kid", "typ", GRANT);
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern MEMBER = Pattern.compile("\"([a-z]{1,3})\":\"([A-Za-z0-9_-]{1,64})\"");

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
        return members(parts[0]).filter(SealedHeader::ours).map(SealedHeader::of);
    }

    private static Optional<Map<String, String>> members(String encoded) {
        if (encoded.length() > LONGEST_HEADER * 4 / 3) {
            return Optional.empty();
        }
        String json;
        try {
            json = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
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
