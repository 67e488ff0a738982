package dev.mailmcp.token;

import dev.mailmcp.secret.Digest;
import dev.mailmcp.value.InvalidValue;
import java.util.regex.Pattern;

/** An S256 code challenge. {@code plain} does not exist here. */
public record CodeChallenge(String value) {
    // RFC 7636 §4.2: unpadded base64url of a SHA-256 is always 43 characters.
    private static final Pattern S256 = Pattern.compile("[A-Za-z0-9_-]{43}");
    // RFC 7636 §4.1.
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    public CodeChallenge {
        if (!S256.matcher(value).matches()) {
            throw new InvalidValue("not an S256 code challenge");
        }
    }

    /** RFC 7636 §4.6. False for a verifier that is not of the right form. */
    public boolean accepts(String codeVerifier) {
        return VERIFIER.matcher(codeVerifier).matches() && Digest.same(Digest.sha256(codeVerifier), value);
    }

    /** Whether text has the form of a code verifier. */
    public static boolean isVerifier(String text) {
        return VERIFIER.matcher(text).matches();
    }
}
