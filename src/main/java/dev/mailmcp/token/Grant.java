package dev.mailmcp.token;

import dev.mailmcp.account.MailAccount;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a person allowed a client to do (RFC 6749 §1.3), as carried by a token.
 *
 * @param id url-safe, random, 128 bits; names the row of the store that holds the grant's key share
 * @param clientId a short stable digest of the client the grant was made for
 * @param scopes of this token; for an access token perhaps fewer than were granted
 * @param account the mailbox and the credentials for it
 * @param resource the protected resource the token is for (RFC 8707)
 * @param absoluteEnd when the person must sign in again, however often the grant is refreshed
 * @param clientSigns whether the client has to prove itself with a key of its own each time (RFC 7523), as it was when the person
 *     agreed; what the client says of itself later changes nothing in that
 * @param clientSince when the client became one; for a client that is described by a document, when it was last read before that
 */
public record Grant(
        String id,
        String clientId,
        Set<Scope> scopes,
        MailAccount account,
        String resource,
        Instant absoluteEnd,
        boolean clientSigns,
        Instant clientSince) {
    public Grant {
        scopes = Set.copyOf(scopes);
        if (!scopes.contains(Scope.SEND)) {
            // What may not send holds no credentials to send with.
            account = new MailAccount(
                    account.email(), account.fullName(), account.aliases(), account.imap(), Optional.empty());
        }
    }

    /** A grant of a client without a key, and as old as can be. */
    public Grant(
            String id, String clientId, Set<Scope> scopes, MailAccount account, String resource, Instant absoluteEnd) {
        this(id, clientId, scopes, account, resource, absoluteEnd, false, Instant.EPOCH);
    }

    /** The same with fewer scopes. */
    Grant narrowedTo(Set<Scope> fewer) {
        return new Grant(id, clientId, fewer, account, resource, absoluteEnd, clientSigns, clientSince);
    }
}
