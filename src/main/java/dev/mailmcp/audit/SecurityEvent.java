package dev.mailmcp.audit;

import dev.mailmcp.account.EmailAddress;
import java.net.InetAddress;
import java.util.Set;

/**
 * What happened that an operator may have to look up: who got in, who did not, and what ended. Holds no secret. Clients and
 * grants are told by their short stable ids, people by where they came from and by their mailbox.
 */
public sealed interface SecurityEvent {
    /** A mail server took a person's login; the client gets a code for the grant and has yet to redeem it. */
    record LoginSucceeded(String grant, String client, EmailAddress mailbox, InetAddress from)
            implements SecurityEvent {}

    /**
     * A login at the sign-in page did not work.
     *
     * @param host of the mail server that was asked first
     * @param refused whether it said no; else it could not be asked
     */
    record LoginFailed(String client, EmailAddress mailbox, String host, boolean refused, InetAddress from)
            implements SecurityEvent {}

    /** A code was redeemed: tokens are out, and the grant stands. */
    record GrantMade(String grant, String client, EmailAddress mailbox, Set<String> scopes) implements SecurityEvent {
        public GrantMade {
            scopes = Set.copyOf(scopes);
        }
    }

    /** A refresh token brought new tokens. */
    record GrantRefreshed(String grant, String client) implements SecurityEvent {}

    /** Something that works once came twice; somebody has a copy. The grant has ended. */
    record TokenReused(String grant, String client, Kind kind) implements SecurityEvent {
        /** What came twice. */
        public enum Kind {
            CODE,
            REFRESH_TOKEN
        }
    }

    /** A grant was ended on purpose. */
    record GrantRevoked(String grant, String client, By by) implements SecurityEvent {
        /** Who wanted it. */
        public enum By {
            CLIENT,
            OPERATOR
        }
    }

    /**
     * A limit began to hold somebody off; the requests that it turns away are not told one by one.
     *
     * @param rule its name in the table of limits
     * @param from who came last; the limit may count others with them
     */
    record LimitHit(String rule, InetAddress from) implements SecurityEvent {}

    /**
     * A client registered itself.
     *
     * @param name as it says, which proves nothing
     */
    record ClientRegistered(String client, String name, InetAddress from) implements SecurityEvent {}

    /**
     * An operator revoked a client.
     *
     * @param grants how many ended with it
     */
    record ClientRevoked(String client, int grants) implements SecurityEvent {}
}
