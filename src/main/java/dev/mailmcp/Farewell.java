package dev.mailmcp;

import dev.mailmcp.mcp.McpServer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Ends what is under way when the process is told to end. Quarkus refuses new requests then and waits for those under way, for
 * as long as {@code quarkus.shutdown.timeout} says; without this they would only run into that.
 */
@Singleton
class Farewell {
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final McpServer server;

    Farewell(McpServer server) {
        this.server = server;
    }

    void started(@Observes StartupEvent event) {
        // Beside Quarkus's own hook, not behind it: an observer of its shutdown would be told when the waiting is over.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> server.end(GRACE), "farewell"));
    }
}
