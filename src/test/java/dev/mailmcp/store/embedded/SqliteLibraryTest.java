package dev.mailmcp.store.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    void whatIsUnpackedIsWholeAndReplacesWhatWasThere() throws Exception {
        Path below = folder.resolve("native");
        SqliteLibrary.unpack(below);
        List<Path> first = list(below);
        Files.writeString(first.getFirst(), "of another release");

        SqliteLibrary.unpack(below);

        assertEquals(first, list(below));
        assertEquals(1, first.size());
        assertTrue(Files.size(first.getFirst()) > 500_000, "a whole library");
    }

    private static List<Path> list(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
