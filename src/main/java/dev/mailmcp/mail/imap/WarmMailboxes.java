package dev.mailmcp.mail.imap;

import dev.mailmcp.account.MailAccount;
import dev.mailmcp.account.MailAccount.Access;
import dev.mailmcp.dial.GuardedDialer;
import dev.mailmcp.mail.KeptMailboxes;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.pool.Ages;
import dev.mailmcp.mail.pool.Bounds;
import dev.mailmcp.mail.pool.Pool;
import dev.mailmcp.mail.pool.PoolKey;
import dev.mailmcp.mail.pool.PoolTally;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Mailboxes whose connections stay logged in for a while after a call. A connection is only ever used for the grant and the login,
 * password included, that it was opened for, and lent for one operation at a time.
 */
public final class WarmMailboxes implements KeptMailboxes, AutoCloseable {
    private final ImapLogin login;
    private final Clock clock;
    private final Pool<WarmConnection> pool;
    private final WarmKeys keys = new WarmKeys();
    private final Map<PoolKey, AccountMemory> memories = new ConcurrentHashMap<>();
    /** Logins that the server holds off, until when. */
    private final Map<PoolKey, HeldOff> heldOff = new ConcurrentHashMap<>();

    /** When it does not say for how long: another login at once would only make it longer. */
    private static final Duration HOLD_OFF = Duration.ofSeconds(10);

    private record HeldOff(Instant until, MailException why) {}

    public WarmMailboxes(
            GuardedDialer dialer, ImapTimeouts timeouts, Bounds bounds, Ages ages, PoolTally tally, Clock clock) {
        this(dialer, timeouts, ImapLimits.DEFAULT, bounds, ages, tally, clock);
    }

    WarmMailboxes(
            GuardedDialer dialer,
            ImapTimeouts timeouts,
            ImapLimits limits,
            Bounds bounds,
            Ages ages,
            PoolTally tally,
            Clock clock) {
        this.login = new ImapLogin(dialer, timeouts, limits);
        this.clock = clock;
        this.pool = new Pool<>(bounds, ages, clock, tally);
    }

    @Override
    public MailboxSession of(String grant, MailAccount account, Function<MailException, RuntimeException> refused) {
        Access access = account.imap();
        PoolKey key = keys.of(grant, access);
        return new LeasedSession(pool, key, _ -> open(key, access, refused), memory(key));
    }

    private AccountMemory memory(PoolKey key) {
        return memories.computeIfAbsent(key, _ -> new AccountMemory(clock));
    }

    private WarmConnection open(PoolKey key, Access access, Function<MailException, RuntimeException> refused) {
        HeldOff held = heldOff.get(key);
        if (held != null && held.until().isAfter(clock.instant())) {
            throw held.why().again(Duration.between(clock.instant(), held.until()));
        }
        heldOff.remove(key);
        try {
            Connection connection = login.open(access);
            return new WarmConnection(connection, memory(key), clock);
        } catch (MailException e) {
            if (e.fault() == Fault.LOGIN_REFUSED) {
                // Changed or taken back: what is still open was opened with it.
                pool.end(key::equals);
                throw refused.apply(e);
            }
            if (e.fault() == Fault.THROTTLED) {
                Duration wait = e.retryAfter().orElse(HOLD_OFF);
                heldOff.put(key, new HeldOff(clock.instant().plus(wait), e));
            }
            throw e;
        }
    }

    @Override
    public Set<String> grants() {
        return pool.grants();
    }

    @Override
    public void end(String grant) {
        pool.end(key -> key.grant().equals(grant));
    }

    /** To be called every few seconds. */
    public void sweep() {
        pool.sweep();
        Set<PoolKey> kept = pool.keys();
        memories.keySet().retainAll(kept);
        Instant now = clock.instant();
        heldOff.values().removeIf(held -> held.until().isBefore(now));
    }

    /** How many connections are idle, how many in use, and how many callers wait. */
    public Pool.Figures figures() {
        return pool.figures();
    }

    @Override
    public void close() {
        pool.close();
    }
}
