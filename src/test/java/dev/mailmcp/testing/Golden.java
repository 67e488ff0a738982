package dev.mailmcp.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares with a file below {@code src/test/resources/golden}; {@code -Dgolden.update=true} writes it instead. */
public final class Golden {
    private Golden() {}

    public static void check(String name, String actual) {
        Path file = Path.of("src/test/resources/golden").resolve(name);
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, actual);
            }
            assertEquals(Files.readString(file), actual, () -> name + " changed; if meant, run: make golden");
        } catch (IOException e) {
            throw new UncheckedIOException("no golden file " + name + "; run: make golden", e);
        }
    }
}
