package dev.mailmcp.fuzz;

import com.sun.management.ThreadMXBean;
import dev.mailmcp.mcp.McpBench;
import dev.mailmcp.mcp.Reply;
import dev.mailmcp.tool.NineTools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/** The dispatcher with the nine tools on a mailbox in memory, and the judge beside it. */
final class Dispatcher {
    /** So often the mailbox is made anew: inputs send, move and delete. */
    private static final int LIFE = 1_000;

    /**
     * What one request and its judgement may allocate: so much, and so much for each octet of it. Trees of tiny values are the
     * worst.
     */
    private static final long BASE = 8_000_000;

    private static final long PER_OCTET = 300;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private McpBench server = NineTools.onAnOrdinaryMailbox();
    private int asked;

    /** Asks, and counts what is allocated on the way. */
    void askCounting(Input input) {
        long before = threads.getCurrentThreadAllocatedBytes();
        ask(input);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        Judge.claim(allocated <= BASE + PER_OCTET * input.body().length, input, allocated + " bytes allocated");
    }

    void ask(Input input) {
        if (++asked % LIFE == 0) {
            server = NineTools.onAnOrdinaryMailbox();
        }
        Reply reply = reply(input);
        switch (reply) {
            case Reply.Json(int status, byte[] body) -> {
                if (new String(body, StandardCharsets.UTF_8).contains("something went wrong on our side")) {
                    throw Judge.fault(input, "an unexpected fault, see the log");
                }
                Judge.message(input, status, body);
            }
            case Reply.Initialized(Reply.Json(int status, byte[] body), String _) -> Judge.message(input, status, body);
            case Reply.Events(Reply.Writer writer) -> Judge.message(input, 200, lastEvent(writer));
            case Reply.Accepted _ -> Judge.accepted(input);
            case Reply.InsufficientScope _, Reply.CallerTurnedAway _, Reply.TooMuch _ ->
                throw Judge.fault(input, "refused, though the caller may do everything: " + reply);
        }
    }

    private static byte[] lastEvent(Reply.Writer writer) {
        var out = new ByteArrayOutputStream();
        try {
            writer.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String events = "\n" + out.toString(StandardCharsets.UTF_8);
        // At the start of a line: a description may speak of data too.
        return events.substring(events.lastIndexOf("\ndata: ") + "\ndata: ".length())
                .getBytes(StandardCharsets.UTF_8);
    }

    private Reply reply(Input input) {
        try {
            return server.send(input.headers(), input.body());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            AssertionError fault = Judge.fault(input, "escaped: " + e);
            fault.initCause(e);
            throw fault;
        }
    }
}
