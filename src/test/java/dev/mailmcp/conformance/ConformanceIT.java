package dev.mailmcp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mailmcp.blackbox.Mailroom;
import dev.mailmcp.blackbox.Person;
import dev.mailmcp.blackbox.Product;
import dev.mailmcp.blackbox.SignIn;
import dev.mailmcp.blackbox.Suites;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official suite, twice: against the protocol layer with the fixtures that it wants, and against the product as it is. */
class ConformanceIT {
    @BeforeAll
    static void needsTheSuite() {
        Suites.need(
                "conformance",
                ConformanceSuite.installed(),
                "src/test/node has no conformance suite: run npm ci there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-07-28", "2025-11-25"})
    void protocolLayerWithFixturesFailsOnlyWhereItIsExpectedTo(String revision) throws Exception {
        try (FixtureServer server = FixtureServer.start()) {
            judge(Baseline.read("fixtures", revision), server.url());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-07-28", "2025-11-25"})
    void productFailsOnlyWhereItIsExpectedTo(String revision) throws Exception {
        try (Mailroom mail = Mailroom.greenMail();
                Product product = Product.start(Product.settings(mail.site().settings()))) {
            Person ada = mail.person("ada-" + UUID.randomUUID());
            String token =
                    SignIn.tokens(product, product.generate(mail.site()), ada).access();
            try (BearerProxy proxy = BearerProxy.inFrontOf(Integer.parseInt(product.setting("PORT")), token)) {
                judge(Baseline.read("product", revision), "http://localhost:" + proxy.port() + "/mcp");
            }
        }
    }

    private static void judge(Baseline baseline, String url) throws IOException, InterruptedException {
        Verdict verdict = ConformanceSuite.run(baseline, url);
        System.out.println(verdict.summary());

        assertEquals(List.of(), verdict.surprises(), verdict.said());
    }
}
