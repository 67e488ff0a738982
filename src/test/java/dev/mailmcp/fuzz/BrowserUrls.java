package dev.mailmcp.fuzz;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The parser of browsers (WHATWG URL), in Node. */
final class BrowserUrls implements UrlReader, AutoCloseable {
    // ASCII on the way, whatever encoding the process takes for its own.
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final Path SCRIPTS = Path.of("src/test/node").toAbsolutePath();
    private static final Path NODE = SCRIPTS.resolve("node_modules/node/bin/node");

    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    private BrowserUrls(Process process) {
        this.process = process;
        this.questions = process.outputWriter();
        this.answers = process.inputReader();
    }

    /** Whether Node is there; {@code npm ci} in {@code src/test/node} brings it. */
    static boolean available() {
        return Files.isExecutable(NODE);
    }

    static BrowserUrls start() throws IOException {
        return new BrowserUrls(new ProcessBuilder(
                        List.of(NODE.toString(), SCRIPTS.resolve("lib/urls.mjs").toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    @Override
    public Optional<Reading> read(String url) {
        try {
            questions.write(JSON.writeValueAsString(url) + "\n");
            questions.flush();
            JsonNode read = JSON.readTree(answers.readLine());
            return read.isNull()
                    ? Optional.empty()
                    : Optional.of(Reading.of(
                            text(read, "scheme"),
                            text(read, "user"),
                            text(read, "host"),
                            text(read, "port").isEmpty() ? -1 : Integer.parseInt(text(read, "port")),
                            text(read, "path")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(JsonNode read, String name) {
        return read.required(name).asText();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
