package dev.mailmcp.corpus;

import dev.mailmcp.mail.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps what was read, for {@code src/test/corpus/second-opinion} to compare with what another reader makes of it. */
record Readings(Path folder) {
    void keep(Sample sample, Message message) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(sample.name() + ".golden"), Rendering.of(message));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
