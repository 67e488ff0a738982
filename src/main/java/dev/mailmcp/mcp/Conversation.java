package dev.mailmcp.mcp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work on one request, on a thread of its own, and what it sends before it ends. The thread that brought the request waits for
 * the first word: if the work ends without any, its reply is the whole answer; otherwise the answer is an event stream (WHATWG
 * HTML, server-sent events) of all that comes, and of comments while nothing does.
 */
final class Conversation {
    /** Proxies and clients give up streams on which nothing moves, the most impatient after half a minute. */
    static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

    /** How many messages wait for a client that reads slowly. */
    static final int MOST_WAITING = 64;

    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final BlockingQueue<Word> words = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Manners manners;
    private final Duration keepAlive;
    private volatile boolean streaming;
    private volatile boolean withdrawn;
    private volatile boolean unheard;
    private volatile boolean dismissed;
    private volatile @Nullable Thread worker;

    /**
     * How it behaves.
     *
     * @param streams whether the client takes an event stream
     * @param outlivesPeer whether the work goes on when the client hangs up: so in the legacy revisions, where that cancels nothing
     */
    record Manners(boolean streams, boolean outlivesPeer) {}

    private sealed interface Word {
        record Opened() implements Word {}

        /** @param json on one line, as JSON is written here */
        record Event(byte[] json) implements Word {}

        record Ended(Reply reply) implements Word {}
    }

    Conversation(Manners manners, Duration keepAlive) {
        this.manners = manners;
        this.keepAlive = keepAlive;
    }

    /** Starts the work, and gives the answer as soon as its form is known. */
    Reply hold(Supplier<Reply> work) {
        Thread thread = Thread.ofVirtual().name("mcp-work").unstarted(() -> put(new Word.Ended(outcome(work))));
        worker = thread;
        if (withdrawn || dismissed) {
            thread.interrupt(); // It was cancelled before it began.
        }
        thread.start();
        try {
            return switch (words.take()) {
                case Word.Ended _ when withdrawn -> nothing();
                case Word.Ended(Reply reply) -> reply;
                case Word.Opened _, Word.Event _ -> new Reply.Events(this::write);
            };
        } catch (InterruptedException _) {
            peerLeft();
            return new Reply.Accepted(); // To nobody.
        }
    }

    /** Whatever happens, somebody waits for an end. */
    private static Reply outcome(Supplier<Reply> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            return Answers.error(Faults.logged("the work on a request", e), Optional.empty(), Era.LEGACY);
        }
    }

    /** From the work: the answer is a stream from here on. */
    void open() {
        if (manners.streams() && !streaming) {
            streaming = true;
            put(new Word.Opened());
        }
    }

    /** From the work: sends a message before the result, however long that takes; dropped where the client takes no stream. */
    void send(byte[] json) {
        open();
        if (streaming) {
            put(new Word.Event(json));
        }
    }

    /** From the work: {@link #send} of something that a client which reads slowly may miss. */
    void mention(byte[] json) {
        open();
        if (streaming && heard()) {
            words.offer(new Word.Event(json));
        }
    }

    boolean streams() {
        return manners.streams();
    }

    /** Whether a stream has begun, so that its status can no longer say anything. */
    boolean streaming() {
        return streaming;
    }

    /** Whether anybody still waits for what the work sends. */
    boolean heard() {
        return !withdrawn && !unheard;
    }

    /**
     * The client does not want the result any more: no response is sent (MCP 2025-11-25, cancellation), and the answer ends
     * without waiting for work that must not stop half-way.
     */
    void withdraw() {
        withdrawn = true;
        words.clear();
        words.offer(new Word.Ended(new Reply.Accepted()));
        interrupt();
    }

    /** The caller's authority has ended: so shall the work, and the client hears of it what {@link Answers} lets through. */
    void dismiss() {
        dismissed = true;
        interrupt();
    }

    boolean isDismissed() {
        return dismissed;
    }

    /** The work shall come to its end, which the client will hear. */
    void interrupt() {
        Thread working = worker;
        if (working != null) {
            working.interrupt();
        }
    }

    private void peerLeft() {
        unheard = true;
        words.clear(); // Whoever waits for room goes on.
        if (!manners.outlivesPeer()) {
            interrupt();
        }
    }

    /** Waits for room as long as anybody listens, also while interrupted: the end must be told. */
    private void put(Word word) {
        boolean interrupted = false;
        boolean waits = true;
        while (waits && heard()) {
            try {
                words.put(word);
                waits = false;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(OutputStream out) throws IOException {
        boolean ended = false;
        try {
            // Something at once: what waits for headers may not wait for long.
            out.write(COMMENT);
            while (!ended) {
                Word word = words.poll(keepAlive.toMillis(), TimeUnit.MILLISECONDS);
                switch (word) {
                    case null -> out.write(COMMENT);
                    case Word.Opened _ -> {}
                    case Word.Event(byte[] json) -> event(out, json);
                    case Word.Ended(Reply reply) -> {
                        if (!withdrawn && reply instanceof Reply.Json(int _, byte[] json)) {
                            event(out, json);
                        }
                        ended = true;
                    }
                }
            }
        } catch (InterruptedException e) {
            throw new IOException("the peer went away", e);
        } finally {
            if (!ended) {
                peerLeft();
            }
        }
    }

    private Reply nothing() {
        return manners.streams() ? new Reply.Events(_ -> {}) : new Reply.Accepted();
    }

    /** One JSON text as an event. */
    static void event(OutputStream out, byte[] json) throws IOException {
        byte[] whole = new byte[DATA.length + json.length + END.length];
        System.arraycopy(DATA, 0, whole, 0, DATA.length);
        System.arraycopy(json, 0, whole, DATA.length, json.length);
        System.arraycopy(END, 0, whole, DATA.length + json.length, END.length);
        out.write(whole);
    }
}
