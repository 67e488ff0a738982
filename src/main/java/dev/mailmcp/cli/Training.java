package dev.mailmcp.cli;

import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.store.embedded.SqliteLibrary;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code train}: starts the server, visits it and ends it, for a JVM that watches and writes an archive of what starting needs
 * ({@code -XX:AOTCacheOutput}, JEP 514); before that it unpacks SQLite where {@link SqliteLibrary#FOLDER} says. Said by
 * {@code ./cli server} and by the image's build, not by people.
 */
final class Training {
    private static final List<String> PATHS = List.of(
            "/health",
            "/health/ready",
            "/.well-known/oauth-authorization-server",
            "/.well-known/oauth-protected-resource",
            "/authorize",
            "/mcp");
    private static final int TRIES = 600;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Training() {}

    /** @throws dev.mailmcp.ConfigurationFaults when this machine lets no server start */
    static void run() throws IOException {
        String library = System.getProperty(SqliteLibrary.FOLDER, "");
        if (!library.isEmpty()) {
            SqliteLibrary.unpack(Path.of(library));
        }
        String port = Integer.toString(freePort());
        Throwaway.configure(port, KeyRing.newKey(), Map.of());
        Thread.ofPlatform().daemon().start(() -> {
            try {
                visit(Throwaway.baseUrl(port));
            } finally {
                Quarkus.asyncExit();
            }
        });
        new ServerCommand().call();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Whatever the answers are. */
    private static void visit(String base) {
        for (int tries = 0; status(base + PATHS.getFirst()) != 200 && tries < TRIES; tries++) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        PATHS.forEach(path -> status(base + path));
    }

    private static int status(String url) {
        try {
            var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
            try (InputStream in =
                    connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                in.readAllBytes();
            }
            return connection.getResponseCode();
        } catch (IOException _) {
            return 0; // Not listening yet.
        }
    }
}
