package dev.mailmcp.attachment.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mailmcp.testserver.S3Server;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Memory stays bounded whatever the size of an attachment and however many come at once. */
class SmallHeapTest {
    @Test
    void fourAttachmentsOf25MegabytesPassThroughAHeapOf32() throws Exception {
        try (var server = S3Server.start()) {
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx32m",
                            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SmallHeapUpload.class.getName(),
                            server.endpoint().toString())
                    .redirectErrorStream(true)
                    .start();
            try {
                String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

                assertEquals(true, child.waitFor(60, TimeUnit.SECONDS), output);
                assertEquals(
                        Collections.nCopies(SmallHeapUpload.UPLOADS, "equal " + SmallHeapUpload.SIZE),
                        output.lines().filter(line -> !line.startsWith("SLF4J")).toList(),
                        output);
            } finally {
                child.destroyForcibly();
            }
        }
    }
}
