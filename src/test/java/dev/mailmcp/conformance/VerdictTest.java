package dev.mailmcp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The judge of the suite's runs, judged. */
class VerdictTest {
    private static final Baseline BASELINE =
            new Baseline("fixtures", "2026-07-28", Path.of("x.yaml"), Map.of("a:1", "because"), Map.of("u", "because"));

    private static List<String> surprises(int exit, Scenario... scenarios) {
        return new Verdict(BASELINE, exit, "", List.of("a"), List.of(scenarios)).surprises();
    }

    private static Scenario scored(String... failed) {
        return new Scenario("a", true, 1, Set.of(failed));
    }

    private static Scenario unscored(String... failed) {
        return new Scenario("u", false, 1, Set.of(failed));
    }

    @Test
    void whatFailsAsExpectedIsNoSurprise() {
        assertEquals(List.of(), surprises(0, scored("1"), unscored("9")));
    }

    @Test
    void whatFailsBesidesOrNoLongerOrDidNotRunIs() {
        assertEquals(List.of("failed: a:2"), surprises(0, scored("1", "2"), unscored("9")));
        assertEquals(List.of("stale: a:1"), surprises(0, scored(), unscored("9")));
        assertEquals(List.of("stale: u"), surprises(0, scored("1"), unscored()));
        assertEquals(List.of("did not run: a", "stale: a:1"), surprises(0, unscored("9")));
        assertEquals(List.of("the suite ends with 1"), surprises(1, scored("1"), unscored("9")));
    }

    @ParameterizedTest
    @CsvSource({
        "fixtures, 2026-07-28",
        "fixtures, 2025-11-25",
        "product, 2026-07-28",
        "product, 2025-11-25",
        "authorization-generated, 2026-07-28",
        "authorization-registered, 2026-07-28",
        "authorization-document, 2026-07-28"
    })
    void eachBaselineGivesAReasonForEachEntry(String run, String revision) {
        Baseline baseline = Baseline.read(run, revision);

        assertEquals(revision, baseline.revision());
    }
}
