package dev.mailmcp.testserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A real PostgreSQL of the newest release installed, with data of its own in a private folder, on a loopback port. It
 * refuses to run as root: then it runs as {@code postgres} or {@code nobody}.
 */
public final class Postgres implements AutoCloseable {
    private static final Path RELEASES = Path.of("/usr/lib/postgresql");
    private static final String USER = "mail";

    private final Path programs;
    private final Path folder;
    private final int port;
    private final String password;
    private Process process;

    private Postgres(Path programs, Path folder, int port, String password) throws IOException {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
        this.password = password;
        this.process = launch();
    }

    public static boolean installed() {
        return newest().isPresent();
    }

    private static Optional<Path> newest() {
        if (!Files.isDirectory(RELEASES)) {
            return Optional.empty();
        }
        try (Stream<Path> releases = Files.list(RELEASES)) {
            return releases.filter(release -> Files.isExecutable(release.resolve("bin/initdb")))
                    .max(Comparator.comparing(
                            release -> Double.valueOf(release.getFileName().toString())))
                    .map(release -> release.resolve("bin"));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** Starts one with an empty database. */
    public static Postgres start() throws IOException {
        Path programs = newest().orElseThrow();
        Path folder = Files.createTempDirectory("postgres");
        String password = UUID.randomUUID().toString();
        Path secret = Files.writeString(folder.resolve("password"), password);
        if (asRoot()) {
            Processes.run(List.of("chown", "-R", account() + ":", folder.toString()));
        }
        Processes.run(as(List.of(
                programs.resolve("initdb").toString(),
                "--pgdata=" + folder.resolve("data"),
                "--username=" + USER,
                "--pwfile=" + secret,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync")));
        Files.delete(secret);
        return new Postgres(programs, folder, Processes.freePort(), password);
    }

    private Process launch() throws IOException {
        Path log = folder.resolve("log");
        Process started = new ProcessBuilder(as(List.of(
                        programs.resolve("postgres").toString(),
                        "-D",
                        folder.resolve("data").toString(),
                        "-h",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port),
                        "-k",
                        folder.toString())))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Processes.awaitPort(started, port, log);
        awaitReady(started);
        return started;
    }

    /** After a crash it listens before it is ready. */
    private void awaitReady(Process started) throws IOException {
        List<String> question = List.of(
                programs.resolve("pg_isready").toString(), "-q", "-h", "127.0.0.1", "-p", Integer.toString(port));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try {
                Processes.run(question);
                return;
            } catch (IOException e) {
                if (!started.isAlive() || System.nanoTime() > end) {
                    throw e;
                }
            }
        }
    }

    private static boolean asRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static String account() throws IOException {
        return Files.readString(Path.of("/etc/passwd")).contains("\npostgres:") ? "postgres" : "nobody";
    }

    /** The command as somebody who is not root; its process is the program itself, not a shell's child. */
    private static List<String> as(List<String> command) throws IOException {
        if (!asRoot()) {
            return command;
        }
        List<String> other = new ArrayList<>(
                List.of("setpriv", "--reuid=" + account(), "--regid=" + account(), "--clear-groups", "--"));
        if (account().equals("nobody")) {
            other.set(2, "--regid=nogroup");
        }
        other.addAll(command);
        return other;
    }

    /** Where its programs are, those of its clients too. */
    public Path programs() {
        return programs;
    }

    public String user() {
        return USER;
    }

    public String password() {
        return password;
    }

    public int port() {
        return port;
    }

    /** Of the one database, without user and password. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** With user and password. */
    public String openUrl() {
        return url() + "?user=" + USER + "&password=" + password;
    }

    /** Ends it without warning, as a crash of the machine would; its children notice by themselves, and until then they answer. */
    public void kill() {
        List<ProcessHandle> children = process.descendants().toList();
        try {
            process.destroyForcibly().waitFor(15, TimeUnit.SECONDS);
            CompletableFuture.allOf(children.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(15, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the children of a killed PostgreSQL live on", e);
        }
    }

    /** Starts it again where it was; for a while its killed children may be in the way. */
    public void restart() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                process = launch();
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
        }
    }

    /** By its own id, with the signal for those in a hurry: the one before waits for clients, and there may be some. */
    @Override
    public void close() {
        try {
            Processes.run(List.of("kill", "-INT", Long.toString(process.pid())));
        } catch (IOException _) {
            // It was killed before.
        }
        Processes.stop(process);
        try {
            Processes.deleteTree(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
