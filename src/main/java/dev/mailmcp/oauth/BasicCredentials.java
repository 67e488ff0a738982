package dev.mailmcp.oauth;

import dev.mailmcp.web.Form;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** A client's id and secret, as sent with {@code client_secret_basic} or {@code client_secret_post} (RFC 6749 §2.3.1). */
record BasicCredentials(String id, String secret) {
    private static final String SCHEME = "basic ";

    /**
     * What an Authorization header may mean: its parts form-decoded, as the RFC has it, then raw, as many clients send them.
     *
     * @return empty when it is no such header
     */
    static List<BasicCredentials> readings(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return List.of();
        }
        String pair;
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            pair = new String(decoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return List.of();
        }
        int colon = pair.indexOf(':');
        if (colon < 0) {
            return List.of();
        }
        var raw = new BasicCredentials(pair.substring(0, colon), pair.substring(colon + 1));
        try {
            var decoded = new BasicCredentials(Form.decode(raw.id), Form.decode(raw.secret));
            return Stream.of(decoded, raw).distinct().toList();
        } catch (Form.Malformed _) {
            return List.of(raw);
        }
    }

    @Override
    public String toString() {
        return "BasicCredentials[redacted]";
    }
}
