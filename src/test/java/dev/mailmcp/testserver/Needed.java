package dev.mailmcp.testserver;

import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/** What a suite needs of its machine: without it the suite is skipped, unless it is one that must run. */
final class Needed {
    private Needed() {}

    /**
     * Skips the test, or fails it where {@code MAIL_MCP_REQUIRE_SUITES} (environment or system property) names its suite.
     *
     * @param what is missing
     */
    static void missing(String suite, String what) {
        String required = System.getProperty(
                "MAIL_MCP_REQUIRE_SUITES", System.getenv().getOrDefault("MAIL_MCP_REQUIRE_SUITES", ""));
        if (Arrays.stream(required.split(",")).anyMatch(suite::equalsIgnoreCase)) {
            throw new IllegalStateException("the suite " + suite + " is required and it needs " + what);
        }
        Assumptions.abort("it needs " + what);
    }
}
