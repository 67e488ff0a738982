package dev.mailmcp.conformance;

import dev.mailmcp.blackbox.Client;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The official suite as its npm package, run as a process of its own. */
final class ConformanceSuite {
    private static final Path MODULES = Path.of("src/test/node/node_modules").toAbsolutePath();
    private static final Path NODE = MODULES.resolve("node/bin/node");
    private static final Path PACKAGE = MODULES.resolve("@modelcontextprotocol/conformance");
    private static final Path KEPT = Path.of("target/conformance").toAbsolutePath();

    /** What it has for authorization servers: no set of requirements names them. */
    private static final List<String> AUTHORIZATION =
            List.of("authorization-server-metadata-endpoint", "authorization-code-grant");

    private ConformanceSuite() {}

    static boolean installed() {
        return Files.isExecutable(NODE) && Files.isDirectory(PACKAGE);
    }

    /**
     * Runs all that a revision requires, and what is only reported for it. What the suite says and finds is kept below {@code
     * target/conformance}.
     *
     * @param url of the MCP endpoint
     */
    static Verdict run(Baseline baseline, String url) throws IOException, InterruptedException {
        Path folder = empty(KEPT.resolve(baseline.run() + "-" + baseline.revision()));
        Path log = folder.resolve("log");
        Process process = command(
                        "server",
                        "--url=" + url,
                        "--requirements=" + baseline.revision(),
                        "--output-dir=" + folder,
                        "--expected-failures=" + baseline.file().toAbsolutePath())
                .redirectOutput(log.toFile())
                .start();
        int exit = end(process);
        return verdict(baseline, exit, Files.readString(log), scored(baseline.revision()), folder);
    }

    /**
     * Runs what it has for authorization servers, as a client that it is told of.
     *
     * @param issuer of the server
     * @param port where it takes the code: {@code http://127.0.0.1:<port>/callback} is a redirect URI of the client
     * @param browser opens the address that it shows to a person, and ends where it waits
     */
    static Verdict authorize(Baseline baseline, String issuer, Client client, int port, Consumer<URI> browser)
            throws IOException, InterruptedException {
        Path folder = empty(KEPT.resolve(baseline.run() + "-" + baseline.revision()));
        List<String> arguments = new ArrayList<>(List.of(
                "authorization",
                "--url=" + issuer,
                "--client-id=" + client.id(),
                "--port=" + port,
                "--spec-version=" + baseline.revision(),
                "--output-dir=" + folder));
        if (!client.secret().isEmpty()) {
            arguments.add("--client-secret=" + client.secret());
        }
        Process process = command(arguments.toArray(String[]::new)).start();
        var said = new StringBuilder();
        // It gives up by itself when nobody comes.
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append('\n');
                if (line.startsWith(issuer + "/oauth/authorize?")) {
                    browser.accept(URI.create(line.strip()));
                }
            }
            return verdict(baseline, end(process), said.toString(), AUTHORIZATION, folder);
        } finally {
            process.destroyForcibly();
            Files.writeString(folder.resolve("log"), said);
        }
    }

    private static ProcessBuilder command(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(NODE.toString(), PACKAGE.resolve("dist/index.js").toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** Its exit code. */
    private static int end(Process process) throws InterruptedException {
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        if (!ended) {
            throw new IllegalStateException("the suite did not end");
        }
        return process.exitValue();
    }

    private static Verdict verdict(Baseline baseline, int exit, String said, List<String> scored, Path folder)
            throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            List<Scenario> scenarios = found.filter(Files::isDirectory)
                    .map(directory -> Scenario.read(directory, scored))
                    .sorted(Comparator.comparing(Scenario::name))
                    .toList();
            return new Verdict(baseline, exit, said, scored, scenarios);
        }
    }

    /** The scenarios that count for a server: the list below {@code server:} in the suite's own file. */
    private static List<String> scored(String revision) throws IOException {
        List<String> lines = Files.readAllLines(PACKAGE.resolve("requirements").resolve(revision + ".yaml"));
        return lines.stream()
                .skip(lines.indexOf("server:") + 1L)
                .takeWhile(line -> !line.endsWith(":"))
                .map(String::strip)
                .filter(line -> line.startsWith("- "))
                .map(line -> line.substring(2))
                .toList();
    }

    private static Path empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                old.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
            }
        }
        return Files.createDirectories(folder);
    }
}
