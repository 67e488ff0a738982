package dev.mailmcp.dial;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Closes a socket that is still busy when its time is up. A read timeout bounds one read; only this bounds a write to a peer
 * that stopped reading, or an exchange with one that sends a byte now and then.
 */
public final class Deadline implements AutoCloseable {
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final ScheduledFuture<?> alarm;
    private volatile boolean passed;

    private Deadline(Socket socket, Duration within) {
        this.alarm = TIMER.schedule(() -> pass(socket), within.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Starts the clock; {@link #close} stops it. */
    public static Deadline on(Socket socket, Duration within) {
        return new Deadline(socket, within);
    }

    /** Whether the socket was closed by this deadline, so that an I/O error on it means a timeout. */
    public boolean passed() {
        return passed;
    }

    @Override
    public void close() {
        alarm.cancel(false);
    }

    private void pass(Socket socket) {
        passed = true;
        // Off the timer's thread: closing a TLS socket may write.
        Thread.ofVirtual().start(() -> {
            try {
                // A TLS socket waits with its closing for a write that is stuck, unless it may not linger.
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException _) {
                // Closing was all there was to do.
            }
        });
    }

    private static ScheduledThreadPoolExecutor timer() {
        var timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("deadlines").daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }
}
