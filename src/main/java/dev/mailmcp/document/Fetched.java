package dev.mailmcp.document;

import java.time.Duration;

/** What came of asking for a document. */
sealed interface Fetched {
    /**
     * All of it.
     *
     * @param fresh how long its server lets it be kept; zero when that is not said or not wanted
     */
    record Whole(byte[] body, Duration fresh) implements Fetched {}

    record Refused(Refusal why) implements Fetched {}
}
