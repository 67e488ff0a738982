package dev.mailmcp.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a run of the suite came to.
 *
 * @param exit of the suite: 0 when what failed of the scored scenarios is what was expected to
 * @param required scenarios that had to run
 */
record Verdict(Baseline baseline, int exit, String said, List<String> required, List<Scenario> scenarios) {

    /** Everything that is not as it was expected, in both directions; nothing when all is well. */
    List<String> surprises() {
        List<String> surprises = new ArrayList<>();
        if (exit != 0) {
            surprises.add("the suite ends with " + exit);
        }
        Set<String> missing = new TreeSet<>(required);
        missing.removeAll(names(Scenario::scored));
        missing.forEach(name -> surprises.add("did not run: " + name));
        compare(failedChecks(), baseline.expected().keySet(), surprises);
        compare(
                names(scenario -> !scenario.scored() && !scenario.failed().isEmpty()),
                baseline.unscored().keySet(),
                surprises);
        return surprises;
    }

    private static void compare(Set<String> failed, Set<String> expected, List<String> surprises) {
        failed.stream().filter(name -> !expected.contains(name)).forEach(name -> surprises.add("failed: " + name));
        expected.stream().filter(name -> !failed.contains(name)).forEach(name -> surprises.add("stale: " + name));
    }

    private Set<String> failedChecks() {
        return scenarios.stream()
                .filter(Scenario::scored)
                .flatMap(scenario -> scenario.failed().stream().map(id -> scenario.name() + ":" + id))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> names(Predicate<Scenario> which) {
        return scenarios.stream().filter(which).map(Scenario::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** For people, in a few lines. */
    String summary() {
        return "conformance, run \"" + baseline.run() + "\", revision " + baseline.revision()
                + ": of the scored scenarios "
                + count(scenario -> scenario.scored() && scenario.failed().isEmpty()) + " passed, "
                + count(scenario -> scenario.scored() && !scenario.failed().isEmpty()) + " failed in "
                + failedChecks().size() + " checks (" + baseline.expected().size() + " expected to); not scored: "
                + (scenarios.stream().allMatch(Scenario::scored) ? "none" : unscored());
    }

    private String unscored() {
        return scenarios.stream()
                .filter(scenario -> !scenario.scored())
                .map(scenario -> scenario.name() + " " + scenario.outcome())
                .collect(Collectors.joining(", "));
    }

    private long count(Predicate<Scenario> which) {
        return scenarios.stream().filter(which).count();
    }
}
