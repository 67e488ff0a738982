package dev.mailmcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

/**
 * What a native image must be told, because it cannot be seen from the code: classes reached by reflection, files read by name,
 * libraries behind JNI. (That the records of tool results are registered is checked beside them.)
 */
class NativeImageTest {
    private static final String ROOT = NativeImageTest.class.getPackageName();
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
            .importPackages(ROOT);
    private static final Path RESOURCES = Path.of("src/main/resources");

    @Test
    void onlyTheResultsOfToolsAreReadByReflection() {
        assertEquals(
                Set.of(ROOT + ".mcp.OutputSchema"),
                callers(access -> access.getTargetOwner().isEquivalentTo(Class.class)
                        && Set.of(
                                        "forName",
                                        "getRecordComponents",
                                        "getDeclaredFields",
                                        "getDeclaredMethods",
                                        "getMethod")
                                .contains(access.getTarget().getName())));
    }

    @Test
    void theRecordsOfResultsAreTheOnlyOnesThatBecomeJson() {
        assertEquals(
                Set.of(ROOT + ".mcp.Json"),
                callers(access -> access.getTargetOwner().getName().startsWith("com.fasterxml.jackson.databind")
                        && Set.of(
                                        "valueToTree",
                                        "convertValue",
                                        "readValue",
                                        "treeToValue",
                                        "writeValueAsString",
                                        "writeValueAsBytes")
                                .contains(access.getTarget().getName())
                        && !access.getOriginOwner().getName().equals(ROOT + ".mcp.MessageReader")));
    }

    @Test
    void everyCommandIsRegistered() throws IOException {
        String registered = resource("META-INF/native-image/picocli-generated/reflect-config.json");
        Set<String> missing = OURS.stream()
                .filter(type -> type.isAnnotatedWith(Command.class))
                .map(JavaClass::getName)
                .filter(name -> !registered.contains("\"" + name + "\""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(Set.of(), missing);
    }

    @Test
    void everyFileThatIsReadByNameIsIncluded() throws IOException {
        List<Predicate<Path>> included = Arrays.stream(settings()
                        .getProperty("quarkus.native.resources.includes")
                        .split(","))
                .<Predicate<Path>>map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern)::matches)
                .toList();
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            List<Path> missing = files.filter(Files::isRegularFile)
                    .map(RESOURCES::relativize)
                    // Quarkus reads this one while it builds.
                    .filter(file -> !file.equals(Path.of("application.properties")))
                    .filter(file -> included.stream().noneMatch(pattern -> pattern.test(file)))
                    .toList();

            assertEquals(List.of(), missing);
        }
    }

    @Test
    void mailInEveryCharsetAndBucketsBehindHttpsWork() throws IOException {
        assertEquals("true", settings().getProperty("quarkus.native.add-all-charsets"));
        assertEquals("true", settings().getProperty("quarkus.ssl.native"));
    }

    /** SQLite unpacks its library by a feature of its own; the mail and S3 libraries bring their metadata too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "META-INF/native-image/org.xerial/sqlite-jdbc/native-image.properties",
                "META-INF/native-image/org.eclipse.angus/angus-core/native-image.properties",
                "META-INF/native-image/software.amazon.awssdk/s3/reflect-config.json",
                "META-INF/native-image/software.amazon.awssdk/sdk-core/native-image.properties"
            })
    void theLibrariesBringTheirOwnMetadata(String name) throws IOException {
        assertTrue(!resource(name).isBlank());
    }

    private static Set<String> callers(Predicate<JavaAccess<?>> wanted) {
        return OURS.stream()
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(wanted)
                .map(access -> access.getOriginOwner().getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties settings() throws IOException {
        var settings = new Properties();
        try (InputStream in = Files.newInputStream(RESOURCES.resolve("application.properties"))) {
            settings.load(in);
        }
        return settings;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = NativeImageTest.class.getClassLoader().getResourceAsStream(name)) {
            assertTrue(in != null, name + " is missing");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
