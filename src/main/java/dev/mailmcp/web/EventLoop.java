package dev.mailmcp.web;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The event loop of a connection, as the virtual thread of one of its requests sees it: work is done there and waited for here. */
final class EventLoop {
    /** A peer that has not sent its whole body after so long, or not taken one write of ours, is given up. */
    private static final long STALL_MILLIS = 60_000;

    private final Context context;

    EventLoop(Context context) {
        this.context = context;
    }

    void run(Runnable action) {
        context.runOnContext(_ -> action.run());
    }

    /**
     * Runs something there, and waits for what comes of it.
     *
     * @throws IOException when it fails, when the peer stalls, and when this thread is interrupted since the peer went away
     */
    <T extends @Nullable Object> T await(Consumer<CompletableFuture<T>> action) throws IOException {
        var done = new CompletableFuture<T>();
        run(done, () -> action.accept(done));
        try {
            return done.get();
        } catch (InterruptedException _) {
            var gone = new InterruptedIOException("the peer went away");
            done.completeExceptionally(gone);
            throw gone;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }

    /**
     * Runs something there. A fault ends {@code done}, and so does a peer that stalls: by the loop's own timer, since a timed wait
     * of the virtual thread would wake up a third thread.
     */
    void run(CompletableFuture<?> done, Runnable action) {
        run(() -> {
            try {
                action.run();
            } catch (RuntimeException e) {
                done.completeExceptionally(new IOException("the connection was already closed", e));
            }
            if (!done.isDone()) {
                Runnable forget =
                        later(STALL_MILLIS, () -> done.completeExceptionally(new IOException("the peer stalled")));
                var _ = done.whenComplete((_, _) -> forget.run());
            }
        });
    }

    /** @return how to forget it */
    Runnable later(long millis, Runnable action) {
        long timer = context.owner().setTimer(millis, _ -> action.run());
        return () -> context.owner().cancelTimer(timer);
    }

    /** What came of a write is what came of the whole. */
    static void settle(Future<Void> write, CompletableFuture<@Nullable Void> done) {
        write.onComplete(ended -> {
            if (ended.succeeded()) {
                done.complete(null);
            } else {
                done.completeExceptionally(new IOException(ended.cause()));
            }
        });
    }
}
