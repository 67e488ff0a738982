package dev.mailmcp.fuzz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What Jazzer drives, in a JVM of its own: it measures which branches an input takes and keeps those that take new ones. The
 * first octet of an input picks the headers, the others are the body.
 */
public final class Jazzer {
    private static final List<Input> SEEDS = Seeds.all();
    private static final Dispatcher DISPATCHER = new Dispatcher();
    private static final int LARGEST = 100_000;

    private Jazzer() {}

    /** Called by Jazzer for each input. */
    public static void fuzzerTestOneInput(byte[] octets) {
        if (octets.length > 0) {
            Map<String, String> headers =
                    SEEDS.get((octets[0] & 0xFF) % SEEDS.size()).headers();
            byte[] body = new byte[octets.length - 1];
            ByteBuffer.wrap(octets).get(1, body);
            DISPATCHER.ask(new Input(headers, body));
        }
    }

    /** Its exit is 0 when nothing was found; its log and what it found are in that folder. */
    static Process start(Path folder, Duration length) throws IOException {
        List<byte[]> corpus = new ArrayList<>();
        for (int i = 0; i < SEEDS.size(); i++) {
            byte[] body = SEEDS.get(i).body();
            if (body.length < LARGEST) {
                corpus.add(ByteBuffer.allocate(body.length + 1)
                        .put((byte) i)
                        .put(body)
                        .array());
            }
        }
        return start(
                folder,
                length,
                Jazzer.class,
                "dev.mailmcp.mcp.**:dev.mailmcp.tool.**:com.fasterxml.jackson.core.**",
                corpus);
    }

    /**
     * The same for another class with such a method.
     *
     * @param measured packages whose branches count
     */
    static Process start(Path folder, Duration length, Class<?> driven, String measured, List<byte[]> seeds)
            throws IOException {
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(corpus.resolve("seed" + i), seeds.get(i));
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath(),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + driven.getName(),
                "--instrumentation_includes=" + measured,
                "-max_len=" + LARGEST,
                "-timeout=25",
                "-rss_limit_mb=4000",
                "-print_final_stats=1",
                "-max_total_time=" + length.toSeconds(),
                corpus.toString()));
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        return builder.start();
    }

    /** Surefire and failsafe may run from a jar that only names the others. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
