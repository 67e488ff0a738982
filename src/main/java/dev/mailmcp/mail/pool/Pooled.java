package dev.mailmcp.mail.pool;

/** A connection that can be kept. One thread at a time, but for {@link #abort}. */
public interface Pooled extends AutoCloseable {
    /** Whether it can be used again, as far as can be told without asking the other side. */
    boolean usable();

    /**
     * Takes in what the other side has said unasked. May wait for a millisecond, never for an answer.
     *
     * @return whether it is still there
     */
    boolean listen();

    /** Ends it with a word of farewell; does not wait and does not throw. */
    @Override
    void close();

    /** Ends it at once, from any thread; whoever is working with it gets a fault. */
    void abort();
}
