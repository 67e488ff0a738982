package dev.mailmcp.oauth;

import dev.mailmcp.account.MailServers;
import dev.mailmcp.secret.LegacyKey;
import java.util.Optional;

/**
 * Which clients are served besides those generated with this server's own keys.
 *
 * @param servers where the people of clients that the operator did not make have their mail; without them no such client is
 *     served at all, since it would not be known where to sign in
 * @param registration who may register itself
 * @param legacy the key of mail_mcp, when its clients are served
 */
public record ClientPolicy(Optional<MailServers> servers, RegistrationPolicy registration, Optional<LegacyKey> legacy) {
    /** Clients generated with this server's own keys, and no others. */
    public static final ClientPolicy GENERATED_ONLY =
            new ClientPolicy(Optional.empty(), RegistrationPolicy.OFF, Optional.empty());

    /** Whether anybody may register itself. */
    public boolean registers() {
        return servers.isPresent() && registration != RegistrationPolicy.OFF;
    }
}
