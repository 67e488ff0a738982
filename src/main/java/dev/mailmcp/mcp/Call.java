package dev.mailmcp.mcp;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * The request that is being worked on, for whoever works on it: how to tell of progress, and how to ask back. Valid on the
 * thread that was given it, and until the work is done.
 */
public interface Call {
    /**
     * Says that this will take a while: from here on the answer is a stream, and nothing can turn the caller away any more, so
     * whatever may do that has to happen before. Does nothing for a client that takes no stream.
     */
    void takesLong();

    /**
     * Tells how far the work is, if the client wants to know (MCP, progress); the answer is a stream then.
     *
     * @param done grows from call to call; a value that does not is not told
     * @param total in the same unit, where it is known
     * @param message for people
     */
    void progress(double done, OptionalDouble total, String message);

    /** Sends a log message, if the client wants those (MCP, logging; deprecated since 2026-07-28). */
    void log(LogLevel level, String text);

    /** Whether the client declared that it can be asked this. */
    boolean has(ClientCapability capability);

    /** @throws MissingCapability when the client did not declare it */
    default void require(ClientCapability capability) {
        if (!has(capability)) {
            throw new MissingCapability(capability);
        }
    }

    /**
     * Asks, and gives the answers. In revision 2026-07-28 the work <em>ends</em> here the first time, and begins anew with the
     * answers: nothing may have been changed before. The questions are bound to caller and arguments, and answers are taken
     * once and within minutes.
     *
     * @param questions by a name that is the same each time
     * @return an answer for each question
     * @throws MissingCapability when the client did not declare what a question needs
     */
    Map<String, InputAnswer> ask(Map<String, InputRequest> questions);

    /** {@link #ask} for one question. */
    default InputAnswer ask(String name, InputRequest question) {
        return java.util.Objects.requireNonNull(ask(Map.of(name, question)).get(name));
    }

    /**
     * {@link #ask} without binding: answers are also taken from a client that was not asked before. For questions whose answers
     * are worth no more than an argument.
     */
    Map<String, InputAnswer> askFreely(Map<String, InputRequest> questions);
}
