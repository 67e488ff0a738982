package dev.mailmcp.token;

import dev.mailmcp.secret.Secret;
import java.time.Duration;
import java.util.Set;

/**
 * What the token endpoint gives (RFC 6749 §5.1).
 *
 * @param life of the access token
 * @param scopes of the access token
 */
public record Tokens(Secret access, Duration life, Secret refresh, Set<Scope> scopes) {
    public Tokens {
        scopes = Set.copyOf(scopes);
    }
}
