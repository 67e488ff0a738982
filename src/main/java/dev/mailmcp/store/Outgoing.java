package dev.mailmcp.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Mails that shall be handed over once, each known by a name that tells nothing of it. Bounded: when there are too many, those
 * that are forgotten first make room. Every operation is atomic and throws {@link StoreUnavailable} when it cannot be done.
 */
public interface Outgoing {
    /** How far a mail has come. One that nobody may have got is not kept at all: see {@link #release}. */
    enum State {
        /** Somebody is handing it over, or went down while doing so. */
        RESERVED,
        /** The mail server took it. */
        SENT,
        /** It was handed over, and the answer never came. */
        UNKNOWN
    }

    /**
     * What is kept of a mail.
     *
     * @param holder who handed it over, a random name
     * @param content a digest of what the mail says: another mail under the same name has another one
     * @param since when it was reserved, by the store's clock, to the millisecond
     * @param outcome what became of it, in words of whoever settled it; no addresses and no text of the mail
     */
    record Entry(String holder, String content, State state, Instant since, String outcome) {
        /** Just reserved. */
        static Entry reserved(String holder, String content, Instant since) {
            return new Entry(holder, content, State.RESERVED, since, "");
        }

        Entry settled(State as, String told) {
            return new Entry(holder, content, as, since, told);
        }
    }

    /**
     * Reserves a mail that is not known, or no longer.
     *
     * @param life how long it is remembered if it is never settled
     * @return what stands under that name now: of any number who ask at once, one finds itself as the holder
     */
    Entry reserve(String id, String holder, String content, Instant now, Duration life);

    /** What stands there; nothing once it is forgotten. */
    Optional<Entry> find(String id, Instant now);

    /**
     * Tells what became of it. Nothing happens when someone else holds it by now.
     *
     * @param life how long it is remembered from now on
     */
    void settle(String id, String holder, State state, String outcome, Instant now, Duration life);

    /** As if it had never been reserved. Nothing happens when someone else holds it by now. */
    void release(String id, String holder);

    /** Drops what is forgotten. */
    void sweep(Instant now);
}
