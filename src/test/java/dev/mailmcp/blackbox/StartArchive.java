package dev.mailmcp.blackbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What {@code ./cli server} and the image start from, so that tests start what people start, in a third of the time. Made by the
 * first who needs it, of the jar that is there.
 */
final class StartArchive {
    private static final Path FILE = Path.of("target/tests.aot").toAbsolutePath();

    private StartArchive() {}

    /** Options of a JVM that starts from it. */
    static List<String> options() {
        return Made.OPTIONS;
    }

    private static final class Made {
        static final List<String> OPTIONS = made();

        private static List<String> made() {
            try {
                if (isOutdated()) {
                    Path own = FILE.resolveSibling(
                            "tests.aot." + ProcessHandle.current().pid());
                    Product.train(own, "-Xmx256m");
                    Files.move(own, FILE, StandardCopyOption.ATOMIC_MOVE);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            // A JVM with other options than it was made with passes over it, and says so.
            return List.of("-XX:AOTCache=" + FILE, "-Xlog:aot=off");
        }

        private static boolean isOutdated() throws IOException {
            for (Path source : List.of(Jar.RUNNER, Jar.SERVER_OPTIONS, Jar.TRAIN_OPTIONS)) {
                if (!Files.exists(FILE)
                        || Files.getLastModifiedTime(FILE).compareTo(Files.getLastModifiedTime(source)) <= 0) {
                    return true;
                }
            }
            return false;
        }
    }
}
