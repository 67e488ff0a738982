package dev.mailmcp.store;

import java.time.Instant;

/**
 * What the store keeps of a grant: no password, no token, nothing that opens a mailbox by itself.
 *
 * @param share 32 random bytes, half of the key of the grant's tokens: deleting them makes every copy undecryptable
 * @param clientId digest of the client the grant was made for
 * @param generation of the newest refresh token, from 1
 * @param rotatedAt when that generation began
 * @param confirmed whether a token of that generation has been seen in use
 * @param stale whether the mail server refused the grant's credentials since they last worked
 * @param idleEnd when it ends unless refreshed before
 * @param absoluteEnd when it ends in any case
 */
public record GrantRow(
        String id,
        byte[] share,
        String clientId,
        int generation,
        Instant rotatedAt,
        boolean confirmed,
        boolean stale,
        Instant created,
        Instant idleEnd,
        Instant absoluteEnd) {

    /** Whether it has ended by time. */
    public boolean endedAt(Instant now) {
        return !now.isBefore(idleEnd) || !now.isBefore(absoluteEnd);
    }

    @Override
    public String toString() {
        return "GrantRow[" + id + ", generation " + generation + "]";
    }
}
