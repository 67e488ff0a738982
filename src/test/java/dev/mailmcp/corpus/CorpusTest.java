package dev.mailmcp.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.testserver.Dovecot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The gathered odd messages, and what random damage makes of them, on a real Dovecot. */
final class CorpusTest {
    private static final int GATHERED = 400;
    private static final int MUTANTS = 2_000;

    @Test
    void everyGatheredMessageIsListedReadAndSearched() throws IOException {
        List<Sample> samples = Samples.gathered();

        Findings findings = walk(samples, "gathered");

        assertTrue(samples.size() >= GATHERED, samples.size() + " messages were gathered");
        assertTrue(findings.counted("read") >= GATHERED, findings::toString);
        assertEquals(List.of(), findings.failures());
    }

    @Test
    void everyMutantIsListedReadAndSearched() throws IOException {
        List<Sample> mutants = Mutants.of(Samples.gathered(), MUTANTS, Long.getLong("corpus.seed", 1));

        Findings findings = walk(mutants, "mutant");

        assertEquals(List.of(), findings.failures());
    }

    private static Findings walk(List<Sample> samples, String name) throws IOException {
        var findings = new Findings(Path.of("target/corpus-failures"));
        var readings = new Readings(Path.of("target/corpus-readings"));
        try (var server = Dovecot.start();
                var walk = new Walk(server, findings, readings::keep)) {
            walk.through(samples, name);
        }
        System.out.println(name + ": " + findings);
        return findings;
    }
}
