package dev.mailmcp.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.blackbox.Suites;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The long run against the authorization server, for {@code -Dsoak.minutes} (ten): Jazzer in a process of its own, and at the same
 * time mutations of every target from a seed that is printed, judged by the parser of browsers too. Run by {@code make soak}.
 */
class AuthorizationFuzzMain {
    private static final Duration LENGTH = Duration.ofMinutes(Integer.getInteger("soak.minutes", 10));
    private static final long SEED = Long.getLong("fuzz.seed", new Random().nextLong());
    private static final int AT_ONCE = 1_000;

    @Test
    void nothingIsTakenThatMustNotBe() throws Exception {
        Suites.need("node", BrowserUrls.available(), "src/test/node has no node_modules: run npm ci there");
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/fuzz")), "authorization")
                .toAbsolutePath();
        Process jazzer = AuthorizationJazzer.start(folder, LENGTH);
        try (BrowserUrls browser = BrowserUrls.start()) {
            mutate(new OneOrigin(browser));
            assertTrue(jazzer.waitFor(LENGTH.toMinutes() + 5, TimeUnit.MINUTES), "Jazzer does not end");
            String said = Files.readString(folder.resolve("log"));
            System.out.println(said.lines().reduce((_, last) -> last).orElse(""));
            assertEquals(0, jazzer.exitValue(), said);
        } finally {
            jazzer.destroyForcibly();
        }
    }

    private static void mutate(OneOrigin origins) {
        System.out.println("fuzz.seed=" + SEED);
        var random = new Random(SEED);
        List<Trial> trials = Arrays.stream(Targets.values())
                .map(target -> new Trial(target.name(), target.open(origins), random))
                .toList();
        trials.forEach(Trial::seeds);
        for (long end = System.nanoTime() + LENGTH.toNanos(); System.nanoTime() < end; ) {
            trials.forEach(trial -> trial.mutations(AT_ONCE));
        }
        trials.forEach(System.out::println);
    }
}
