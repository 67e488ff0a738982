package dev.mailmcp.store.embedded;

import dev.mailmcp.store.StoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that uses the database. What waits is done in one transaction with one sync to disk (group commit); nobody is
 * answered before that. When a piece of work fails, the others of its batch are done again without it.
 */
final class SqliteWriter implements AutoCloseable {
    private static final int LARGEST_BATCH = 256;
    private static final long PATIENCE_SECONDS = 10;

    private final Connection connection;
    private final BlockingQueue<Job<?>> waiting = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean open = true;

    /** @param connection with auto-commit on, that is, with no transactions of the driver's; owned from here on */
    SqliteWriter(Connection connection) {
        this.connection = connection;
        this.thread = Thread.ofPlatform().name("store-writer").daemon().start(this::run);
    }

    /** Something to do with the database. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private record Job<T>(Work<T> work, Consumer<T> committed, CompletableFuture<T> done) {
        /** @return how to tell the one who waits, once it is on disk */
        Runnable attempt(Connection connection) throws SQLException {
            T result = work.on(connection);
            return () -> {
                committed.accept(result);
                done.complete(result);
            };
        }
    }

    <T> T call(Work<T> work) {
        return call(work, _ -> {});
    }

    /** @param committed told of the result once it is on disk, on the one thread and in the order in which things were done */
    <T> T call(Work<T> work, Consumer<T> committed) {
        var job = new Job<>(work, committed, new CompletableFuture<T>());
        if (!open || !waiting.offer(job)) {
            throw new StoreUnavailable("the store is closed", new IllegalStateException());
        }
        try {
            return job.done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new StoreUnavailable("the store cannot be used", e);
        } catch (TimeoutException e) {
            job.done.cancel(false); // Not begun yet, it never will be: the caller is told that nothing was done.
            throw new StoreUnavailable("the store does not answer", e);
        } catch (InterruptedException e) {
            job.done.cancel(false);
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("interrupted while waiting for the store", e);
        }
    }

    private void run() {
        List<Job<?>> batch = new ArrayList<>();
        boolean folded = true;
        while (open || !waiting.isEmpty()) {
            batch.clear();
            try {
                Job<?> first = waiting.poll(1, TimeUnit.SECONDS);
                if (first == null) {
                    folded = folded || fold();
                    continue;
                }
                folded = false;
                batch.add(first);
            } catch (InterruptedException _) {
                continue; // Closing: what waits is still done.
            }
            waiting.drainTo(batch, LARGEST_BATCH - 1);
            batch.removeIf(job -> job.done.isCancelled());
            if (commit(batch) != null) {
                batch.forEach(job -> {
                    Exception fault = commit(List.of(job));
                    if (fault != null) {
                        job.done.completeExceptionally(fault);
                    }
                });
            }
        }
    }

    /** When there is nothing else to do, the log goes into the file: what was deleted does not stay behind in it. */
    private boolean fold() {
        try {
            execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException _) {
            // The log is as good as the file; the next idle moment comes.
        }
        return true;
    }

    private @Nullable Exception commit(List<Job<?>> batch) {
        try {
            List<Runnable> answers = new ArrayList<>();
            execute("BEGIN");
            for (Job<?> job : batch) {
                answers.add(job.attempt(connection));
            }
            execute("COMMIT");
            answers.forEach(Runnable::run);
            return null;
        } catch (SQLException | RuntimeException e) {
            // Whatever it was, this thread goes on: without it there is no store.
            rollback(e);
            return e;
        }
    }

    /**
     * Some faults, a full disk among them, end the transaction by themselves; then there is nothing to roll back. The driver's own
     * commit and rollback lose count of that and fail for ever after, hence these statements of ours.
     */
    private void rollback(Exception why) {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        open = false;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            connection.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new StoreUnavailable("the store did not close well", e);
        }
    }
}
