package dev.mailmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class FaultsTest {
    /** Keeps what is logged, with all that a formatter could show of it. */
    private static final class Kept extends Handler {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            lines.add(entry.getMessage() + java.util.Arrays.toString(entry.getParameters()) + entry.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** The message of an exception may quote a mail. */
    @Test
    void logTellsOfAFaultWithoutItsMessage() {
        Logger logger = Logger.getLogger(Faults.class.getName());
        var kept = new Kept();
        logger.addHandler(kept);
        try {
            Faults.logged("a test", new IllegalStateException("the body of a mail", new Exception("its subject")));
        } finally {
            logger.removeHandler(kept);
        }

        String logged = String.join("\n", kept.lines);
        assertEquals(1, kept.lines.size(), logged);
        assertTrue(logged.contains("IllegalStateException"), logged);
        assertFalse(logged.contains("body of a mail") || logged.contains("subject"), logged);
    }
}
