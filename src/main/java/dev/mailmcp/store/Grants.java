package dev.mailmcp.store;

import dev.mailmcp.value.InvalidValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
     * @param key the name of the key that seals the new tokens
     */
    Rotation rotate(String id, int presented, Instant now, Duration grace, Instant idleEnd, String key);

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

    /**
     * Which grants are meant.
     *
     * @param clientId only of this client
     * @param mailbox only of this mailbox, as {@link GrantRow#mailbox}
     * @param most how many, 1 to {@value #MOST}
     */
    record Filter(Optional<String> clientId, Optional<String> mailbox, int most) {
        public static final int MOST = 1_000;

        public Filter {
            if (most < 1 || most > MOST) {
                throw new InvalidValue("a list has 1 to " + MOST + " grants");
            }
        }

        /** The newest of all. */
        public static Filter all() {
            return new Filter(Optional.empty(), Optional.empty(), MOST);
        }

        boolean matches(GrantRow row) {
            return clientId.filter(id -> !id.equals(row.clientId())).isEmpty()
                    && mailbox.filter(name -> !name.equals(row.mailbox())).isEmpty();
        }
    }

    /** Newest first; ended ones too, until they are swept. */
    List<GrantRow> list(Filter filter);

    /**
     * A grant that was deleted.
     *
     * @param id of the grant
     * @param clientId of the client it was made for
     */
    record Deleted(String id, String clientId) {}

    /** @return which there were */
    List<Deleted> deleteOfClient(String clientId);

    /**
     * @param mailbox as {@link GrantRow#mailbox}, never empty
     * @return which there were
     */
    List<Deleted> deleteOfMailbox(String mailbox);

    /** Counts those that stand. */
    Census census(Instant now);

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
