package dev.mailmcp.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The long run, for {@code -Dsoak.minutes} (ten): Jazzer seeks ways through the dispatcher in a process of its own, and at the
 * same time mutations go to the surface over HTTP and to the dispatcher, from a seed that is printed. Run by {@code make soak}.
 */
class FuzzMain {
    private static final Duration LENGTH = Duration.ofMinutes(Integer.getInteger("soak.minutes", 10));
    private static final long SEED = Long.getLong("fuzz.seed", new Random().nextLong());

    @Test
    void nothingEscapesHangsOrGrows() throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/fuzz")), "run")
                .toAbsolutePath();
        Process jazzer = Jazzer.start(folder, LENGTH);
        try {
            mutate();
            assertTrue(jazzer.waitFor(LENGTH.toMinutes() + 5, TimeUnit.MINUTES), "Jazzer does not end");
            String said = Files.readString(folder.resolve("log"));
            System.out.println(said.lines().reduce((_, last) -> last).orElse(""));
            assertEquals(0, jazzer.exitValue(), said);
        } finally {
            jazzer.destroyForcibly();
        }
    }

    private static void mutate() throws Exception {
        System.out.println("fuzz.seed=" + SEED);
        var random = new Random(SEED);
        var dispatcher = new Dispatcher();
        var mutator = new Mutator(random, Seeds.all());
        long end = System.nanoTime() + LENGTH.toNanos();
        long inputs = 0;
        try (var wire = new Wire()) {
            for (; System.nanoTime() < end; inputs++) {
                Input input = mutator.next();
                if (inputs % 10 == 0) {
                    wire.ask(input);
                    wire.torment(input, random);
                } else {
                    dispatcher.ask(input);
                }
            }
        }
        System.out.printf("%,d inputs, every tenth over HTTP, well framed and not%n", inputs);
    }
}
