package dev.mailmcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {
    private static final Pattern CITED = Pattern.compile("`([A-Z][A-Za-z0-9]+(?:Test|IT))(?:\\.([a-z][A-Za-z0-9]+))?`");

    /** A document that names a test which is gone proves nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"docs/conformance.md", "docs/quirks.md"})
    void everyTestThatADocumentNamesIsThere(String document) throws IOException {
        String tests;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            tests = files.filter(file -> file.toString().endsWith(".java"))
                    .map(DocumentsTest::read)
                    .collect(Collectors.joining("\n"));
        }
        Set<String> missing = new TreeSet<>();
        CITED.matcher(read(Path.of(document))).results().forEach(cited -> {
            boolean named = tests.contains("class " + cited.group(1) + " ");
            boolean method = cited.group(2) == null || tests.contains(" " + cited.group(2) + "(");
            if (!named || !method) {
                missing.add(cited.group());
            }
        });

        assertEquals(Set.of(), missing);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
