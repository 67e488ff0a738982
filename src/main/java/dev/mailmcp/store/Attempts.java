package dev.mailmcp.store;

import java.time.Instant;
import java.util.Optional;

/**
 * Who failed how often, bounded: when there are too many, those that are forgotten first make room. Every operation is
 * atomic and throws {@link StoreUnavailable} when it cannot be done. Keys are HMACs, never addresses or names.
 */
public interface Attempts {
    /** How a key stands; empty when it never failed, or that is forgotten. */
    Optional<Standing> get(String key, Instant now);

    /**
     * Counts a failure; of any number at once, each is counted.
     *
     * @return how the key stands with this one, by {@link Patience#after}
     */
    Standing fail(String key, Instant now, Patience patience);

    /** As if it had never failed. */
    void forget(String key);

    /** Drops what is forgotten. */
    void sweep(Instant now);
}
