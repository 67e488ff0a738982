package dev.mailmcp.blackbox;

import dev.mailmcp.testing.PublishedSchemas;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/** Suites that need something installed: skipped without it, unless MAIL_MCP_REQUIRE_SUITES names them. */
public final class Suites {
    private Suites() {}

    public static void need(String suite, boolean available, String whatIsMissing) {
        String required = System.getenv().getOrDefault("MAIL_MCP_REQUIRE_SUITES", "");
        if (!available && Arrays.asList(required.split(",")).contains(suite)) {
            throw new IllegalStateException("the " + suite + " suite must run, but " + whatIsMissing);
        }
        Assumptions.assumeTrue(available, whatIsMissing);
    }

    /** The protocol's own schemas, for the suite {@code schema}. */
    public static PublishedSchemas schemas() {
        var schemas = PublishedSchemas.given();
        need("schema", schemas.isPresent(), PublishedSchemas.MISSING);
        return schemas.orElseThrow();
    }
}
