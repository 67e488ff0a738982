package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/**
 * Where requests of ours wait for a client's response, which in the legacy revisions comes as a POST of its own. An
 * implementation decides how far such a response finds its way: within the process, or from any node to the one that waits.
 */
public interface AwaitedAnswers {
    /** What came of a request of ours. */
    sealed interface Outcome {
        record Answered(ObjectNode result) implements Outcome {}

        /** The client answered with an error. */
        record Failed() implements Outcome {}

        /** There was no answer in time. */
        record Late() implements Outcome {}
    }

    /** A request of ours that waits. */
    interface Awaited extends AutoCloseable {
        /** The id of the request: not to be guessed. */
        String id();

        /** Waits for the response. */
        Outcome within(Duration time) throws InterruptedException;

        /** No response is taken any more. */
        @Override
        void close();
    }

    /** @return nothing when too many of this caller's wait already */
    Optional<Awaited> open(Caller caller);

    /**
     * Hands over a response, once.
     *
     * @param result nothing when the client answered with an error
     * @return whether a request with that id, to this very caller, was waiting
     */
    boolean deliver(Caller caller, String id, Optional<ObjectNode> result);
}
