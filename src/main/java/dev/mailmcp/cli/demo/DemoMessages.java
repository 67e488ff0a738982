package dev.mailmcp.cli.demo;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/** The templates of the demo mailbox. They are found by an index, because a jar's folders cannot be listed everywhere. */
final class DemoMessages {
    private static final String FOLDER = "/demo/";

    private DemoMessages() {}

    /** All of them, oldest first. */
    static List<DemoMessage> load() {
        return names().stream()
                .map(DemoMessages::template)
                .sorted(Comparator.comparing(DemoMessage::age).reversed())
                .toList();
    }

    /** The file names, as the index lists them. */
    static List<String> names() {
        return read("index").lines().toList();
    }

    /** The message of one file. */
    static DemoMessage template(String name) {
        try {
            return DemoMessage.parse(read(name));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private static String read(String name) {
        try (InputStream in = DemoMessages.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new FileNotFoundException(name + " is not among the demo's resources");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
