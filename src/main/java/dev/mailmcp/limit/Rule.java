package dev.mailmcp.limit;

import dev.mailmcp.store.Patience;
import java.time.Duration;
import java.util.Locale;

/**
 * The limits that all nodes keep together. Each counts something by a key of its own: what is counted, how many are free
 * within which time, and how long the longest block is. Where that is longer than the time, each further one doubles the block.
 *
 * <p>Bounds on what runs at once are in {@link Places}, those on reading the documents of clients in {@code document}.
 */
enum Rule {
    /** Logins refused, by mail server and user name. Set back by a login that works. */
    MAILBOX(5, Duration.ofMinutes(15), Duration.ofHours(24)),
    /** Logins refused, by where they come from. */
    ADDRESS(20, Duration.ofMinutes(15)),
    /** Logins refused, by the client that the person came from. */
    CLIENT(60, Duration.ofHours(1)),
    /** Logins tried, by mail server: a provider that sees more from one place may block us for everybody. */
    MAIL_HOST(30, Duration.ofMinutes(1)),
    /** Wrong proofs of a known client, by where they come from and the client. */
    CLIENT_PROOF(60, Duration.ofHours(1)),
    /** Clients registered, by where they come from. */
    REGISTRATIONS_FROM_ADDRESS(20, Duration.ofHours(1)),
    /** Clients registered. */
    REGISTRATIONS(1_000, Duration.ofHours(1));

    private final int free;
    private final Duration window;
    private final Duration longest;

    Rule(int free, Duration window) {
        this(free, window, window);
    }

    Rule(int free, Duration window, Duration longest) {
        this.free = free;
        this.window = window;
        this.longest = longest;
    }

    Patience patience() {
        return new Patience(free, window, longest);
    }

    /** For the log and for keys. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
