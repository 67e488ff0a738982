package dev.mailmcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {
    private static final Pattern CITED =
            Pattern.compile("`([A-Z][A-Za-z0-9]+(?:Test|IT|Contract))(?:\\.([a-z][A-Za-z0-9]+))?`");
    private static final Pattern PARENT = Pattern.compile("class \\w+ (?:extends|implements) (\\w+)");
    /** What may stand in place of a test. */
    private static final Pattern EXCUSE =
            Pattern.compile("\\*(pending|not yet|untested|deviation|does not apply)\\*.*");

    private final Map<String, String> sources = sources();

    /** A document that names a test which is gone proves nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"docs/conformance.md", "docs/quirks.md", "docs/broken-builds.md"})
    void everyTestThatADocumentNamesIsThere(String document) {
        Set<String> missing = new TreeSet<>();
        CITED.matcher(read(Path.of(document))).results().forEach(cited -> {
            if (!exists(cited.group(1), Optional.ofNullable(cited.group(2)))) {
                missing.add(cited.group());
            }
        });

        assertEquals(Set.of(), missing);
    }

    /** A row with neither test nor excuse would look like something that holds. */
    @Test
    void everyRowOfTheConformanceTablesHasATestOrSaysWhyNot() {
        List<String> bare = rows("docs/conformance.md")
                .filter(row ->
                        !CITED.matcher(row).find() && !EXCUSE.matcher(row).find())
                .toList();

        assertEquals(List.of(), bare);
    }

    @Test
    void conformanceTablesAreRead() {
        assertTrue(rows("docs/conformance.md").count() > 50);
    }

    /** The judge itself is judged: a method counts in its own class only, or in one that the class extends. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
                    DocumentsTest,        conformanceTablesAreRead,              true
                    DocumentsTest,        -,                                     true
                    DocumentsTest,        defect01CallWithoutTokenIsChallenged,  false
                    NoSuchTest,           -,                                     false
                    FunctionalDefectsIT,  defect01CallWithoutTokenIsChallenged,  true
                    """)
    void citationIsFoundWhereItPoints(String type, @org.jspecify.annotations.Nullable String method, boolean expected) {
        assertEquals(expected, exists(type, Optional.ofNullable(method)));
    }

    private boolean exists(String type, Optional<String> method) {
        String source = sources.get(type);
        if (source == null) {
            return false;
        }
        if (method.isEmpty() || source.contains("void " + method.get() + "(")) {
            return true;
        }
        Matcher parent = PARENT.matcher(source);
        return parent.find() && exists(parent.group(1), method);
    }

    /** Last cells of all rows of all tables, without the heads. */
    private static Stream<String> rows(String document) {
        List<String> lines = read(Path.of(document)).lines().toList();
        return java.util.stream.IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).startsWith("| "))
                .filter(i -> !lines.get(i + 1).startsWith("|--"))
                .mapToObj(i -> lines.get(i).strip())
                .map(row -> row.substring(row.lastIndexOf('|', row.length() - 2)));
    }

    private static Map<String, String> sources() {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            DocumentsTest::read,
                            String::concat));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
