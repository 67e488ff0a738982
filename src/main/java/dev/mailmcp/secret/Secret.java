package dev.mailmcp.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/** Text that must never be printed. A record that holds one prints safely for free. */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = Objects.requireNonNull(value);
    }

    /** Hides a text from here on. */
    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The only way out. Searching for calls to this method is the audit. */
    public String reveal() {
        return value;
    }

    /** Compares in constant time. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return 0; // A hash of the value would be a hint to it.
    }

    @Override
    public String toString() {
        return "Secret[redacted]";
    }
}
