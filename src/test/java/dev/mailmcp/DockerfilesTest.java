package dev.mailmcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mailmcp.web.Cors;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.Route;
import dev.mailmcp.web.TestSurface;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be known of the two images where none can be built. */
class DockerfilesTest {
    private static final String JVM = "Dockerfile.jvm";
    private static final String NATIVE = "Dockerfile.native";

    @ParameterizedTest
    @ValueSource(strings = {JVM, NATIVE})
    void whatIsCopiedIsInTheRepositoryOrMadeByAStageBefore(String file) throws Exception {
        Set<String> before = new HashSet<>();
        for (var stage : Dockerfile.read(Path.of(file)).stages()) {
            for (var instruction : stage.instructions()) {
                if (instruction.word().equals("COPY")) {
                    assertCopies(instruction.arguments(), before);
                }
            }
            before.add(stage.name());
        }
    }

    private static void assertCopies(String arguments, Set<String> stages) throws Exception {
        List<String> words = Arrays.asList(arguments.split("\\s+"));
        Optional<String> from = words.stream()
                .filter(word -> word.startsWith("--from="))
                .map(word -> word.substring("--from=".length()))
                .findFirst();
        if (from.isPresent()) {
            assertTrue(stages.contains(from.get()), arguments);
            return;
        }
        for (String source : words.subList(0, words.size() - 1)) {
            assertTrue(Files.exists(Path.of(source)), source);
            assertTrue(Files.readAllLines(Path.of(".dockerignore")).contains("!" + source), source + " is ignored");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {JVM, NATIVE})
    void everyBaseImageIsNamedWithATagThatStandsForOneRelease(String file) throws Exception {
        for (var stage : Dockerfile.read(Path.of(file)).stages()) {
            assertTrue(stage.image().matches("[a-z0-9./-]+:[A-Za-z0-9._-]+"), stage.image());
            assertTrue(!stage.image().endsWith(":latest"), stage.image());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EXPOSE", "USER", "VOLUME", "HEALTHCHECK", "CMD", "ENV"})
    void bothImagesAreRunTheSameWay(String word) throws Exception {
        List<String> jvm = Dockerfile.read(Path.of(JVM)).all(word);

        assertEquals(1, jvm.size());
        assertEquals(jvm, Dockerfile.read(Path.of(NATIVE)).all(word));
    }

    @Test
    void theImageIsWhatTheSettingsSay() throws Exception {
        Dockerfile image = Dockerfile.read(Path.of(JVM));
        var environment = image.environment();

        assertEquals(
                Setting.PORT.defaultValue(), Optional.of(image.all("EXPOSE").getFirst()));
        assertEquals(image.all("EXPOSE").getFirst(), environment.get(Setting.PORT.name()));
        assertEquals(image.all("VOLUME").getFirst(), environment.get(Setting.DATA_DIR.name()));
        assertEquals("0.0.0.0", environment.get("QUARKUS_HTTP_HOST"));
        assertTrue(image.all("USER").getFirst().matches("[1-9][0-9]*:[1-9][0-9]*"));
    }

    /** An archive is of use only to the JVM and with the options that made it. */
    @Test
    void theArchiveIsMadeWhereAndAsItIsUsed() throws Exception {
        Dockerfile image = Dockerfile.read(Path.of(JVM));
        String made = image.stages().getLast().instructions().stream()
                .filter(instruction -> instruction.word().equals("RUN"))
                .map(Dockerfile.Instruction::arguments)
                .collect(java.util.stream.Collectors.joining());

        assertTrue(
                made.contains(
                        "-XX:AOTCacheOutput=/app/mail-mcp.aot -Dorg.sqlite.lib.path=/app/sqlite @/app/server.options @/app/train.options -jar"),
                made);
        String used = image.all("ENTRYPOINT").getFirst();
        assertTrue(
                used.contains(
                        "\"-XX:AOTCache=/app/mail-mcp.aot\", \"-Dorg.sqlite.lib.path=/app/sqlite\", \"@/app/server.options\""),
                used);
    }

    @ParameterizedTest
    @ValueSource(strings = {JVM, NATIVE})
    void theDataFolderBelongsToTheUserThatRuns(String file) throws Exception {
        Dockerfile image = Dockerfile.read(Path.of(file));
        String user = image.all("USER").getFirst();

        assertTrue(image.all("COPY").contains("--from=build --chown=" + user + " /data /data"));
    }

    @Test
    void theHealthcheckPassesForAHealthyServerOnly() throws Exception {
        assertEquals(0, healthcheck(200));
        assertNotEquals(0, healthcheck(503));
        assertNotEquals(0, healthcheckOf(portWithoutServer()));
    }

    private static int portWithoutServer() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static int healthcheck(int status) throws Exception {
        try (var server = TestSurface.start()) {
            server.serve(() -> List.of(Route.get("/health", Cors.NONE, _ -> HttpResponse.empty(status))));
            return healthcheckOf(URI.create(server.baseUrl().value()).getPort());
        }
    }

    private static int healthcheckOf(int port) throws Exception {
        String instruction = Dockerfile.read(Path.of(JVM)).all("HEALTHCHECK").getFirst();
        String json = instruction.substring(instruction.indexOf("CMD ") + 4);
        var process = new ProcessBuilder(new ObjectMapper().readValue(json, String[].class));
        process.environment().put("PORT", Integer.toString(port));
        Process started = process.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(started.waitFor(10, TimeUnit.SECONDS));
        return started.exitValue();
    }
}
