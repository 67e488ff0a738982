package dev.mailmcp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mailmcp.blackbox.Client;
import dev.mailmcp.blackbox.Mailroom;
import dev.mailmcp.blackbox.Product;
import dev.mailmcp.blackbox.SignIn;
import dev.mailmcp.blackbox.Suites;
import dev.mailmcp.testserver.DocumentSite;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The official suite as a client of the authorization server: once for each way of being a client. */
class AuthorizationConformanceIT {
    private static final String REVISION = "2026-07-28";

    private static Mailroom mail;

    @BeforeAll
    static void start() {
        Suites.need(
                "conformance",
                ConformanceSuite.installed(),
                "src/test/node has no conformance suite: run npm ci there");
        mail = Mailroom.greenMail();
    }

    @AfterAll
    static void stop() {
        // Where the suite is missing, nothing was started.
        if (mail != null) {
            mail.close();
        }
    }

    /** Where other clients are served too, one without a secret may come, and then the suite leaves away the one it was given. */
    @Test
    void generatedClientPassesWhereSuchAloneAreServed() throws IOException, InterruptedException {
        try (Product product = Product.start(Product.settings(mail.site().settings()))) {
            int port = Product.freePort();
            Client client = product.generate(mail.site(), "--redirect-uri=" + callback(port));

            judge("authorization-generated", product, client, port);
        }
    }

    @Test
    void registeredClientPasses() throws IOException, InterruptedException {
        try (Product product = Product.start(Product.settings(mail.site().settingsOfOperator()))) {
            int port = Product.freePort();

            judge("authorization-registered", product, Client.register(product, "Suite", callback(port)), port);
        }
    }

    @Test
    void clientOfADocumentPasses() throws IOException, InterruptedException {
        try (DocumentSite site = DocumentSite.in(Product.freshFolder(), "dns:localhost")) {
            Map<String, String> settings = Product.settings(mail.site().settingsOfOperator());
            settings.put("CLIENT_DOCUMENTS_TEST_CA", site.authority().toString());
            try (Product product = Product.start(settings)) {
                int port = Product.freePort();
                Client client = Client.publish(site, "/suite.json", callback(port));
                new SignIn(product.base(), client).awaitDocument();

                judge("authorization-document", product, client, port);
            }
        }
    }

    private static String callback(int port) {
        return "http://127.0.0.1:" + port + "/callback";
    }

    private static void judge(String run, Product product, Client client, int port)
            throws IOException, InterruptedException {
        var person = mail.person("ada-" + UUID.randomUUID());
        var flow = new SignIn(product.base(), client);
        Verdict verdict = ConformanceSuite.authorize(
                Baseline.read(run, REVISION), product.base(), client, port, page -> flow.visit(page, person));
        System.out.println(verdict.summary());

        assertEquals(List.of(), verdict.surprises(), verdict.said());
        assertEquals(
                List.of("passed", "passed"),
                verdict.scenarios().stream()
                        .map(scenario -> scenario.passed() > 0 ? "passed" : scenario.outcome())
                        .toList(),
                "what finds nothing to check has not passed");
    }
}
