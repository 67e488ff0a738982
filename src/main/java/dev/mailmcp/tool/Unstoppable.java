package dev.mailmcp.tool;

import dev.mailmcp.mcp.ToolError;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Runs what must not stop half-way. A request's thread is interrupted when its client goes away, and an interrupt closes the
 * socket that a thread is blocked on: a mail would be neither sent nor not sent, or sent and not filed.
 */
final class Unstoppable {
    private Unstoppable() {}

    static <T> T run(Supplier<T> work) {
        if (Thread.currentThread().isInterrupted()) {
            throw new ToolError("cancelled", "the client went away before anything was sent", "", true);
        }
        var task = new FutureTask<T>(work::get);
        Thread.ofVirtual().name("unstoppable").start(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException _) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof RuntimeException fault
                            ? fault
                            : new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
