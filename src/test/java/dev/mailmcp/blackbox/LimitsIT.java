package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Limits and the audit log at the packaged server, behind a proxy that the test plays. */
class LimitsIT {
    private static final String TOKEN = "a-token-for-this-test";

    @Test
    void callersAreToldApartHeldOffAndNoted() {
        try (Mailroom mail = Mailroom.greenMail();
                Product product = Product.start(settings(mail))) {
            for (int i = 0; i < 20; i++) {
                assertEquals(201, register(product, "203.0.113.5").statusCode());
            }
            HttpResponse<String> held = register(product, "192.0.2.1, 203.0.113.5");
            assertEquals(429, held.statusCode(), held.body());
            assertEquals("3600", held.headers().firstValue("Retry-After").orElse(""));
            assertEquals(201, register(product, "203.0.113.6").statusCode());
            Person ada = mail.person("ada-" + UUID.randomUUID());
            SignIn.tokens(product, Client.register(product, "Tool", Client.LOOPBACK), ada);

            List<String> audit = product.log()
                    .lines()
                    .filter(line -> line.contains("event="))
                    .toList();
            assertEquals(22, count(audit, "event=client_registered "));
            assertEquals(1, count(audit, "event=limit_hit rule=registrations_from_address from=203.0.113.5"));
            assertEquals(1, count(audit, "event=login_succeeded "));
            assertEquals(1, count(audit, "event=grant_made "));
            assertFalse(String.join("\n", audit).contains("ada-"), "the mailbox is a mark");
            String figures = Product.send(HttpRequest.newBuilder(URI.create(product.base() + "/metrics"))
                            .header("Authorization", "Bearer " + TOKEN))
                    .body();
            assertTrue(figures.contains("mail_mcp_security_events_total{event=\"client_registered\"} 22.0"), figures);
            assertTrue(figures.contains("mail_mcp_security_events_total{event=\"limit_hit\"} 1.0"), figures);
        }
    }

    private static long count(List<String> lines, String part) {
        return lines.stream().filter(line -> line.contains(part)).count();
    }

    private static Map<String, String> settings(Mailroom mail) {
        Map<String, String> settings =
                new TreeMap<>(Product.settings(mail.site().settingsOfOperator()));
        settings.put("ABUSE_LIMITS", "on");
        settings.put("TRUSTED_PROXIES", "127.0.0.1,::1");
        settings.put("METRICS_TOKEN", TOKEN);
        return settings;
    }

    private static HttpResponse<String> register(Product product, String from) {
        return Product.send(
                HttpRequest.newBuilder(URI.create(product.base() + "/oauth/register"))
                        .header("Content-Type", "application/json")
                        .header("X-Forwarded-For", from)
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"redirect_uris\":[\"http://127.0.0.1/callback\"],\"token_endpoint_auth_method\":\"none\"}")));
    }
}
