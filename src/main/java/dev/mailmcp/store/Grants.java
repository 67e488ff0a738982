package dev.mailmcp.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The grants that stand. Every operation is atomic and throws {@link StoreUnavailable} when it cannot be done. */
public interface Grants {
    void create(GrantRow row);

    /** The grant, ended or not by time, until it is swept. */
    Optional<GrantRow> get(String id);

    /**
     * Moves a grant to its next generation, if the refresh token presented is of the current one (OAuth 2.1 §4.3.1).
     *
     * @param presented the generation of the refresh token
     * @param grace how long after a rotation the token before it is still taken: parallel clients and lost answers
     * @param idleEnd the new end
     */
    Rotation rotate(String id, int presented, Instant now, Duration grace, Instant idleEnd);

    /** What came of a rotation. */
    sealed interface Rotation {
        /** Tokens of this generation may be issued: a new one, or the current one again for a token just retired. */
        record Current(int generation) implements Rotation {}

        /** A retired token came back: stolen, or badly kept. The grant is gone. */
        record Reused() implements Rotation {}

        /** There is no such grant. */
        record Gone() implements Rotation {}
    }

    /** Notes that a token of this generation was seen in use: the one before it is not needed any more. */
    void confirm(String id, int generation);

    void markStale(String id, boolean stale);

    void delete(String id);

    void sweep(Instant now);

    /** Decides a rotation; the same everywhere, whatever keeps the rows. */
    static Rotation decide(GrantRow row, int presented, Instant now, Duration grace) {
        if (presented == row.generation()) {
            return new Rotation.Current(row.generation() + 1);
        }
        boolean graced = !row.rotatedAt().plus(grace).isBefore(now) || !row.confirmed();
        return presented == row.generation() - 1 && graced
                ? new Rotation.Current(row.generation())
                : new Rotation.Reused();
    }
}
