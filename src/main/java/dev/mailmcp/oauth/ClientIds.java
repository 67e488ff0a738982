package dev.mailmcp.oauth;

import dev.mailmcp.secret.LegacyKey;
import dev.mailmcp.secret.Sealer;
import dev.mailmcp.value.InvalidValue;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds the short stable id behind whatever an operator has of a client: that id itself, or a whole {@code client_id}. Nothing is
 * fetched, and it does not matter whether the client has expired or was revoked.
 */
public final class ClientIds {
    private static final Pattern SHORT = Pattern.compile("[A-Za-z0-9_-]{16,22}");

    private final Sealer sealer;
    private final Optional<LegacyKey> legacy;

    /** @param sealer with the keys of client ids */
    public ClientIds(Sealer sealer, Optional<LegacyKey> legacy) {
        this.sealer = sealer;
        this.legacy = legacy;
    }

    /** @throws InvalidValue when it is neither */
    public String shortened(String text) {
        if (SHORT.matcher(text).matches()) {
            return text;
        }
        if (DocumentClients.areMeantBy(text)) {
            return DocumentClients.shortId(text);
        }
        if (text.startsWith(ClientDirectory.REGISTERED)) {
            return RegisteredClients.shortId(text);
        }
        return GeneratedClients.shortId(sealer, text)
                .or(() -> legacy.flatMap(key -> key.open(text)).map(LegacyClients::shortId))
                .orElseThrow(() -> new InvalidValue("is no client id of this server; its keys did not make it"));
    }

    /**
     * Reads a list with commas.
     *
     * @throws InvalidValue naming the position of the bad one
     */
    public Set<String> all(String list) {
        String[] parts = list.split(",", -1);
        return IntStream.range(0, parts.length)
                .mapToObj(i -> {
                    try {
                        return shortened(parts[i].strip());
                    } catch (InvalidValue e) {
                        throw new InvalidValue("entry " + (i + 1) + " " + e.getMessage());
                    }
                })
                .collect(Collectors.toUnmodifiableSet());
    }
}
