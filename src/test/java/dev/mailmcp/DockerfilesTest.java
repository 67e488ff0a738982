package dev.mailmcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.Dockerfile.Copy;
import dev.mailmcp.Dockerfile.Stage;
import dev.mailmcp.web.Cors;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.Route;
import dev.mailmcp.web.TestSurface;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Dockerfiles, as far as they can be checked where no container engine runs. */
class DockerfilesTest {
    /** What a Quarkus build leaves below {@code target/}. */
    private static final List<String> BUILT = List.of(
            "quarkus-app/lib", "quarkus-app/quarkus", "quarkus-app/app", "quarkus-app/quarkus-run.jar", "*-runner");

    static Stream<Dockerfile> dockerfiles() throws IOException {
        return Stream.of(Dockerfile.read("Dockerfile.jvm"), Dockerfile.read("Dockerfile.native"));
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void everyBaseImageIsNamedWithATagThatStays(Dockerfile dockerfile) {
        for (Stage stage : dockerfile.stages()) {
            assertTrue(stage.image().matches("[a-z0-9./-]+:[a-z0-9.-]+"), stage.image());
            assertFalse(stage.image().endsWith(":latest"), stage.image());
        }
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void whatIsCopiedIsThere(Dockerfile dockerfile) throws IOException {
        List<String> sent = Files.readAllLines(Path.of(".dockerignore"));
        assertTrue(sent.contains("*"), "the context is a list of what is sent");
        List<String> stagesBefore = new ArrayList<>();
        for (Stage stage : dockerfile.stages()) {
            for (Copy copy : stage.all("COPY").map(Copy::of).toList()) {
                for (String source : copy.sources()) {
                    if (copy.from().isEmpty()) {
                        assertTrue(Files.exists(Path.of(source)), source + " is not in the repository");
                        assertTrue(sent.contains("!" + source), source + " is not sent to the build");
                    } else {
                        assertTrue(stagesBefore.contains(copy.from()), "no stage before is named " + copy.from());
                        String target = workDirectory(dockerfile, copy.from()) + "/target/";
                        assertTrue(source.startsWith(target), source + " is not below " + target);
                        assertTrue(BUILT.contains(source.substring(target.length())), source + " is not built");
                    }
                }
            }
            assertEquals(0, stage.all("ADD").count());
            stagesBefore.add(stage.name());
        }
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void theBuildIsTheRepositorysOwn(Dockerfile dockerfile) {
        String run = dockerfile.stages().getFirst().last("RUN").orElseThrow();

        assertTrue(run.startsWith("./mvnw ") && run.endsWith(" package"), run);
        assertTrue(Files.isExecutable(Path.of("mvnw")));
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void nothingRunsAsRoot(Dockerfile dockerfile) {
        String user = dockerfile.image().last("USER").orElseThrow();

        assertTrue(user.matches("[1-9][0-9]*"), user);
        assertTrue(dockerfile.image().all("RUN").anyMatch(run -> run.contains("chown " + user + ":0 /data")));
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void allThatIsWrittenGoesToTheVolume(Dockerfile dockerfile) throws IOException {
        String volume = dockerfile.image().last("VOLUME").orElseThrow();
        List<String> entry =
                Dockerfile.exec(dockerfile.image().last("ENTRYPOINT").orElseThrow());

        assertEquals(1, dockerfile.image().all("VOLUME").count());
        assertTrue(dockerfile.image().last("ENV").orElseThrow().contains("DATA_DIR=" + volume));
        assertTrue(entry.contains("-Djava.io.tmpdir=" + volume));
    }

    @Test
    void bothImagesAreUsedAlike() throws IOException {
        List<Dockerfile> both = dockerfiles().toList();
        for (String name : List.of("EXPOSE", "USER", "VOLUME", "ENV", "CMD", "LABEL")) {
            assertEquals(
                    both.getFirst().image().last(name).orElseThrow(),
                    both.getLast().image().last(name).orElseThrow(),
                    name);
        }
        assertEquals(healthcheck(both.getFirst()), healthcheck(both.getLast()));
        assertEquals("3000", both.getFirst().image().last("EXPOSE").orElseThrow());
        assertTrue(both.getFirst().image().last("ENV").orElseThrow().contains("PORT=3000"));
        assertEquals(Setting.PORT.defaultValue().orElseThrow(), "3000");
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void theHealthCheckTellsAHealthyServerFromAnyOther(Dockerfile dockerfile) throws Exception {
        List<String> check = healthcheck(dockerfile);
        int closed;
        try (var surface = TestSurface.start()) {
            closed = port(surface);
            assertNotEquals(0, run(check, closed));
            surface.serve(() -> List.of(Route.get(
                    "/health",
                    Cors.NONE,
                    _ -> HttpResponse.json(
                            200, "{\"status\":\"ok\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))));
            assertEquals(0, run(check, closed));
        }
        assertNotEquals(0, run(check, closed));
    }

    private static String workDirectory(Dockerfile dockerfile, String stage) {
        return dockerfile.stages().stream()
                .filter(candidate -> candidate.name().equals(stage))
                .findFirst()
                .flatMap(found -> found.last("WORKDIR"))
                .orElseThrow();
    }

    private static List<String> healthcheck(Dockerfile dockerfile) throws IOException {
        return Dockerfile.exec(dockerfile.image().last("HEALTHCHECK").orElseThrow());
    }

    private static int port(TestSurface surface) {
        return URI.create(surface.baseUrl().value()).getPort();
    }

    private static int run(List<String> command, int port) throws Exception {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PORT", Integer.toString(port));
        Process process = builder.start();
        process.getInputStream().readAllBytes();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "the check hangs");
        return process.exitValue();
    }
}
