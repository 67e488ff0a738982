package dev.mailmcp.blackbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged artifact, run as a process of its own with nothing of this process's environment. */
final class Jar {
    static final Path RUNNER = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    /** What the launcher and the image pass too, as they do MALLOC_ARENA_MAX. */
    static final Path SERVER_OPTIONS = Path.of("server.options").toAbsolutePath();

    static final Path TRAIN_OPTIONS = Path.of("train.options").toAbsolutePath();
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private Jar() {}

    /** What a command said and how it ended. */
    record Ended(int code, String out, String err) {}

    /** Runs a command to its end, at most a minute. */
    static Ended run(Map<String, String> environment, String... arguments) {
        return run(environment, List.of("-Xmx256m"), arguments);
    }

    static Ended run(Map<String, String> environment, List<String> jvmOptions, String... arguments) {
        try {
            Path folder = Product.freshFolder();
            Path out = folder.resolve("out");
            Path err = folder.resolve("err");
            Process process = process(folder, environment, jvmOptions, arguments)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", arguments) + " did not end");
            }
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A process not yet started, in a folder of its own: the repository's {@code .env} is not read. It starts from
     * {@link StartArchive} unless its options name another.
     */
    static ProcessBuilder process(
            Path folder, Map<String, String> environment, List<String> jvmOptions, String... arguments) {
        if (!Files.exists(RUNNER)) {
            throw new IllegalStateException("not packaged yet: ./mvnw package");
        }
        List<String> command = new ArrayList<>(List.of(JAVA.toString()));
        command.add("@" + SERVER_OPTIONS);
        if (jvmOptions.stream().noneMatch(option -> option.startsWith("-XX:AOT"))) {
            command.addAll(StartArchive.options());
        }
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", RUNNER.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("LANG", "C.UTF-8");
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().putAll(environment);
        return builder;
    }
}
