package dev.mailmcp.oauth;

import dev.mailmcp.value.InvalidValue;
import java.util.Locale;
import java.util.stream.Stream;

/** Who may register itself (setting {@code DYNAMIC_REGISTRATION}). */
public enum RegistrationPolicy {
    /** Nobody: the endpoint is not there. */
    OFF,
    /** Whoever wants its answers at the callbacks of known clients or of {@code ALLOWED_REDIRECTS}, or on loopback. */
    LISTED,
    /** Anybody. A person is asked each time, and told that nobody vouches for the client. */
    ON;

    /** @param setting {@code on}, {@code listed} or {@code off} */
    public static RegistrationPolicy parse(String setting) {
        return Stream.of(values())
                .filter(policy -> policy.name().toLowerCase(Locale.ROOT).equals(setting))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("is on, listed or off"));
    }
}
