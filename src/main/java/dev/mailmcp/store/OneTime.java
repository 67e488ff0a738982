package dev.mailmcp.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Things that live for minutes and are used once: authorization codes (RFC 6749 §4.1.2), and what a {@link Use} names. Every
 * operation is atomic and throws {@link StoreUnavailable} when it cannot be done.
 */
public interface OneTime {
    /**
     * What is used once, besides codes. Each kind has room of its own, and when that is full the one that expires first makes
     * room: who makes very many of one kind pushes out none of another.
     */
    enum Use {
        /** A sign-in transaction. */
        SIGN_IN("s:"),
        /** A client's signed assertion (RFC 7523 §3). */
        CLIENT_ASSERTION("a:"),
        /** What an MCP client carries for us between two rounds of a call. */
        REQUEST_STATE("r:");

        private final String kind;

        Use(String kind) {
            this.kind = kind;
        }

        /** Two characters, before the ids of this kind where all of them lie together. */
        public String kind() {
            return kind;
        }
    }

    /**
     * What is kept of a code.
     *
     * @param payload sealed
     * @param takes how often it was taken: kept until it expires, so that a replay is noticed
     */
    record Kept(byte[] payload, int takes) {}

    /**
     * Keeps a code.
     *
     * @param id a digest of the code, never the code
     * @param life how long it is good
     */
    void putCode(String id, byte[] payload, Instant now, Duration life);

    /** Looks without taking; nothing once it has expired. */
    Optional<Kept> code(String id, Instant now);

    /**
     * Takes a code, and counts that.
     *
     * @return true for exactly one caller, however many ask at once
     */
    boolean takeCode(String id, Instant now);

    /** Counts a wrong presentation; a code not taken yet is gone after {@code most} of them. */
    void failCode(String id, int most);

    /**
     * Counts an attempt within a sign-in transaction.
     *
     * @return how many there were with this one; {@link Integer#MAX_VALUE} once the transaction is used
     */
    int attempt(String transaction, Instant expires);

    /**
     * Uses something; it need not have been seen before.
     *
     * @param expires until when it must be remembered
     * @return true for exactly one caller
     */
    boolean use(Use use, String id, Instant expires);

    /** Forgets what has expired. */
    void sweep(Instant now);
}
