package dev.mailmcp.blackbox;

import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/** Suites that need something installed: skipped without it, unless MAIL_MCP_REQUIRE_SUITES names them. */
final class Suites {
    private Suites() {}

    static void need(String suite, boolean available, String whatIsMissing) {
        String required = System.getenv().getOrDefault("MAIL_MCP_REQUIRE_SUITES", "");
        if (!available && Arrays.asList(required.split(",")).contains(suite)) {
            throw new IllegalStateException("the " + suite + " suite must run, but " + whatIsMissing);
        }
        Assumptions.assumeTrue(available, whatIsMissing);
    }
}
