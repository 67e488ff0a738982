package dev.mailmcp.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The official suite as its npm package, run as a process of its own. */
final class ConformanceSuite {
    private static final Path MODULES = Path.of("src/test/node/node_modules").toAbsolutePath();
    private static final Path NODE = MODULES.resolve("node/bin/node");
    private static final Path PACKAGE = MODULES.resolve("@modelcontextprotocol/conformance");
    private static final Path KEPT = Path.of("target/conformance").toAbsolutePath();

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
        Process process = new ProcessBuilder(
                        NODE.toString(),
                        PACKAGE.resolve("dist/index.js").toString(),
                        "server",
                        "--url=" + url,
                        "--requirements=" + baseline.revision(),
                        "--output-dir=" + folder,
                        "--expected-failures=" + baseline.file().toAbsolutePath())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        String said = Files.readString(log);
        if (!ended) {
            throw new IllegalStateException("the suite did not end:\n" + said);
        }
        List<String> scored = scored(baseline.revision());
        try (Stream<Path> found = Files.list(folder)) {
            List<Scenario> scenarios = found.filter(Files::isDirectory)
                    .map(directory -> Scenario.read(directory, scored))
                    .sorted(Comparator.comparing(Scenario::name))
                    .toList();
            return new Verdict(baseline, process.exitValue(), said, scored, scenarios);
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
