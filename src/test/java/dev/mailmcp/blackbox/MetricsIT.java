package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code /metrics} of a running server. */
class MetricsIT {
    private static final String TOKEN = "a-token-for-this-test";

    @Test
    void withoutATokenNothingIsThere() {
        try (Product product = Product.start(Product.settings())) {
            assertEquals(404, metrics(product, "Bearer " + TOKEN).statusCode());
        }
    }

    @Test
    void withATokenTheOperatorAloneSeesTheFigures() {
        try (Product product = Product.start(Product.settings(Map.of("METRICS_TOKEN", TOKEN)))) {
            assertEquals(401, product.get("/mcp").statusCode());
            assertEquals(404, product.get("/somebody@example.org").statusCode());
            assertEquals(401, product.get("/metrics").statusCode());
            assertEquals(401, metrics(product, "Bearer another-token-than-this").statusCode());

            HttpResponse<String> figures = metrics(product, "Bearer " + TOKEN);

            assertEquals(200, figures.statusCode());
            String text = figures.body();
            assertTrue(text.contains("mail_mcp_http_responses_total{route=\"/mcp\",status=\"401\"} 1.0"), text);
            assertTrue(text.contains("mail_mcp_http_responses_total{route=\"?\",status=\"404\"} 1.0"), text);
            assertTrue(text.contains("mail_mcp_tolerated_legacy_version_header_total 0.0"), text);
            assertFalse(text.contains("somebody"), text);
            assertFalse(product.log().contains(TOKEN));
        }
    }

    private static HttpResponse<String> metrics(Product product, String authorization) {
        return Product.send(
                HttpRequest.newBuilder(URI.create(product.base() + "/metrics")).header("Authorization", authorization));
    }
}
