package dev.mailmcp.corpus;

import dev.mailmcp.blackbox.Suites;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the odd messages are. */
final class Samples {
    static final Path COMMITTED = Path.of("src/test/resources/corpus");

    private Samples() {}

    /** What {@code src/test/corpus/gather} wrote, in the order of names; skips the test where it has not run. */
    static List<Sample> gathered() {
        Path folder = Path.of(System.getProperty("corpus.folder", "target/corpus"));
        Suites.need(
                "corpus",
                Files.exists(folder.resolve("manifest.tsv")),
                "no gathered messages in " + folder + "; run src/test/corpus/gather");
        return below(folder);
    }

    /** The golden set. */
    static List<Sample> committed() {
        return below(COMMITTED);
    }

    private static List<Sample> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .sorted()
                    .map(file -> new Sample(folder.relativize(file).toString(), octets(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] octets(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
