package dev.mailmcp.cli;

import dev.mailmcp.Environment;
import dev.mailmcp.Settings;
import io.quarkus.runtime.Quarkus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ./cli server}: the server, configured by its environment. */
@Command(
        name = "server",
        description = "Start the server. BASE_URL and ENCRYPTION_KEY must be set.",
        mixinStandardHelpOptions = true)
final class ServerCommand implements Callable<Integer> {
    /** Refuses to start on any fault in the settings, before anything is opened. */
    @Override
    public Integer call() {
        Environment environment = Environment.ofProcess();
        Settings settings = Settings.read(environment);
        Preflight.store(settings);
        boolean chosen = environment.get("QUARKUS_HTTP_HOST").isPresent();
        if (!chosen) {
            // A server that only this machine can use listens to this machine only (MCP, Streamable HTTP, security).
            System.setProperty("quarkus.http.host", settings.baseUrl().isLoopback() ? "127.0.0.1" : "0.0.0.0");
        }
        Preflight.port(environment);
        Quarkus.run();
        return 0;
    }
}
