package dev.mailmcp.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.mail.Message;
import dev.mailmcp.testserver.Dovecot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** The committed odd messages: each is read as its golden file says, which was checked by hand. */
final class GoldenCorpusTest {
    private static final int COMMITTED = 100;
    private static final int MUTANTS = 200;

    @Test
    void everyCommittedMessageIsReadAsItsGoldenFileSays() throws IOException {
        List<Sample> samples = Samples.committed();
        var findings = findings();

        walk(samples, findings, (sample, message) -> {
            String reading = Rendering.of(message);
            if (!GoldenReading.agrees(sample, reading)) {
                findings.failed(sample, "is read as\n" + reading);
            }
        });

        assertTrue(samples.size() >= COMMITTED, samples.size() + " messages are committed");
        assertEquals(List.of(), findings.failures());
    }

    @Test
    void mutantsOfTheCommittedMessagesAreListedReadAndSearched() throws IOException {
        var findings = findings();

        walk(Mutants.of(Samples.committed(), MUTANTS, 7), findings, (_, _) -> {});

        assertEquals(List.of(), findings.failures());
    }

    private static Findings findings() {
        return new Findings(Path.of("target/corpus-failures"));
    }

    private static void walk(List<Sample> samples, Findings findings, BiConsumer<Sample, Message> eachRead)
            throws IOException {
        try (var server = Dovecot.start();
                var walk = new Walk(server, findings, eachRead)) {
            walk.through(samples, "committed");
        }
    }
}
