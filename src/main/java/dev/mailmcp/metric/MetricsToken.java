package dev.mailmcp.metric;

import dev.mailmcp.secret.Secret;
import dev.mailmcp.value.InvalidValue;
import java.util.regex.Pattern;

/**
 * What a scraper must present.
 *
 * @param value 16 characters or more, all of which can stand behind {@code Bearer} (RFC 6750 §2.1)
 */
public record MetricsToken(Secret value) {
    private static final int SHORTEST = 16;
    private static final Pattern SENDABLE = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    public MetricsToken {
        String text = value.reveal();
        if (text.length() < SHORTEST || !SENDABLE.matcher(text).matches()) {
            throw new InvalidValue("is " + SHORTEST + " characters or more, of letters, digits and ._~+/-; make one"
                    + " with ./cli key");
        }
    }

    /** Compares in constant time. */
    boolean is(String presented) {
        return value.equals(Secret.of(presented));
    }
}
