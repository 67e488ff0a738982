package dev.mailmcp.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * What we read of a committed message, in a file beside it that was checked by hand. Its first lines may be remarks, after a
 * {@code #}: why we read something as others do not. {@code -Dgolden.update=true} writes the file anew and keeps them.
 */
final class GoldenReading {
    private GoldenReading() {}

    /** Whether a message is read as it was; an unknown one is not. */
    static boolean agrees(Sample sample, String reading) {
        Path file = Samples.COMMITTED.resolve(sample.name().replaceFirst("\\.eml$", ".golden"));
        try {
            String golden = Files.exists(file) ? Files.readString(file) : "";
            String remarks = golden.lines()
                    .takeWhile(line -> line.startsWith("#"))
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());
            if (Boolean.getBoolean("golden.update")) {
                golden = remarks + reading;
                Files.writeString(file, golden);
            }
            return golden.equals(remarks + reading);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
