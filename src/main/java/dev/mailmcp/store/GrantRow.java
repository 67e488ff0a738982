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
 * @param mailbox HMAC of the mailbox's address, base64url; empty where an earlier version made the grant
 * @param label what the client calls itself, at most 60 characters; empty where an earlier version made the grant
 * @param seals which keys its tokens need
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
        Instant absoluteEnd,
        String mailbox,
        String label,
        Seals seals) {
    private static final int LONGEST_LABEL = 60;

    public GrantRow {
        if (label.length() > LONGEST_LABEL) {
            label = label.substring(0, LONGEST_LABEL);
        }
    }

    /** Whether it has ended by time. */
    public boolean endedAt(Instant now) {
        return !now.isBefore(idleEnd) || !now.isBefore(absoluteEnd);
    }

    GrantRow rotated(int next, Instant now, Instant newIdleEnd, String key) {
        return with(next, now, false, stale, newIdleEnd, seals.next(key));
    }

    GrantRow confirmed(boolean seen) {
        return with(generation, rotatedAt, seen, stale, idleEnd, seals);
    }

    GrantRow stale(boolean refused) {
        return with(generation, rotatedAt, confirmed, refused, idleEnd, seals);
    }

    /** This grant, with what may change of one. */
    private GrantRow with(
            int next, Instant rotation, boolean seen, boolean refused, Instant newIdleEnd, Seals newSeals) {
        return new GrantRow(
                id,
                share,
                clientId,
                next,
                rotation,
                seen,
                refused,
                created,
                newIdleEnd,
                absoluteEnd,
                mailbox,
                label,
                newSeals);
    }

    @Override
    public String toString() {
        return "GrantRow[" + id + ", generation " + generation + "]";
    }
}
