package dev.mailmcp.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is expected to fail in a run, from a file in the suite's own form. Each entry has its reason behind it, on the same line.
 *
 * @param run {@code fixtures} or {@code product}
 * @param revision whose requirements are run
 * @param file {@code server} in it is for the suite; {@code unscored} are whole scenarios, and for us
 * @param expected reasons by {@code scenario:check-id}
 * @param unscored reasons by scenario
 */
record Baseline(String run, String revision, Path file, Map<String, String> expected, Map<String, String> unscored) {
    private static final Path FOLDER = Path.of("src/test/conformance");
    private static final Pattern ENTRY = Pattern.compile("  - (\\S+) +# (\\S.{9,})");

    static Baseline read(String run, String revision) {
        Path file = FOLDER.resolve(run + "-" + revision + ".yaml");
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> unscored = new TreeMap<>();
        Map<String, String> section = expected;
        for (String line : lines(file)) {
            Matcher entry = ENTRY.matcher(line);
            if (entry.matches()) {
                if (section.put(entry.group(1), entry.group(2)) != null) {
                    throw new IllegalStateException(file + " names twice: " + entry.group(1));
                }
            } else if (line.startsWith("server:")) {
                section = expected;
            } else if (line.startsWith("unscored:")) {
                section = unscored;
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw new IllegalStateException(file + ": neither an entry with a reason nor a comment: " + line);
            }
        }
        return new Baseline(run, revision, file, expected, unscored);
    }

    private static Iterable<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
