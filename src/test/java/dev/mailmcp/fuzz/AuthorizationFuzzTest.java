package dev.mailmcp.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.blackbox.Suites;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short run: the same inputs each time. {@link AuthorizationFuzzMain} is the long one. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // Something hangs.
class AuthorizationFuzzTest {
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 20_000);
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_121);

    @ParameterizedTest
    @EnumSource
    void nothingIsTakenThatMustNotBe(Targets target) {
        run(target, new OneOrigin());
    }

    @Test
    void redirectsLeadABrowserWhereTheyLeadUs() throws IOException {
        Suites.need("node", BrowserUrls.available(), "src/test/node has no node_modules: run npm ci there");
        try (BrowserUrls browser = BrowserUrls.start()) {
            run(Targets.REDIRECTS, new OneOrigin(browser));
        }
    }

    @Test
    void documentsLeadABrowserWhereTheyLeadUs() throws IOException {
        Suites.need("node", BrowserUrls.available(), "src/test/node has no node_modules: run npm ci there");
        try (BrowserUrls browser = BrowserUrls.start()) {
            run(Targets.DOCUMENTS, new OneOrigin(browser));
        }
    }

    private static void run(Targets target, OneOrigin origins) {
        var trial = new Trial(target.name(), target.open(origins), new Random(SEED));
        trial.seeds();
        trial.mutations(INPUTS);
        System.out.println(trial);
        assertTrue(trial.taken() > 0, "a run in which nothing is ever taken shows nothing");
    }
}
