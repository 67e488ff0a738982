package dev.mailmcp.store.embedded;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLibraryTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void whatIsUnpackedCanBeLoadedAndReplacesWhatWasThere() throws Exception {
        Path below = folder.resolve("native");
        SqliteLibrary.unpack(below);
        List<Path> first = list(below);
        Files.writeString(first.getFirst(), "of another release");

        SqliteLibrary.unpack(below);

        assertEquals(first, list(below));
        assertEquals(1, first.size());
        assertDoesNotThrow(() -> System.load(first.getFirst().toString()));
    }

    private static List<Path> list(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
