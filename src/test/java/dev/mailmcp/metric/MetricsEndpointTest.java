package dev.mailmcp.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.secret.Secret;
import dev.mailmcp.value.InvalidValue;
import dev.mailmcp.web.Headers;
import dev.mailmcp.web.HttpRequest;
import dev.mailmcp.web.HttpResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsEndpointTest {
    private static final String TOKEN = "0123456789abcdef";

    private final Metrics metrics = new Metrics();
    private final MetricsEndpoint endpoint = new MetricsEndpoint(new MetricsToken(Secret.of(TOKEN)), metrics);

    @Test
    void whoeverHasTheTokenGetsTheCounters() throws IOException {
        metrics.answered("/mcp", 200);
        metrics.answered("/mcp", 200);
        metrics.answered("/mcp", 401);
        metrics.legacyVersionHeader();

        HttpResponse response = ask(Headers.of("Authorization", "bearer " + TOKEN));

        assertEquals(200, response.status());
        assertEquals(
                List.of("text/plain; version=0.0.4; charset=utf-8"),
                response.headers().all("Content-Type"));
        assertEquals(List.of("no-store"), response.headers().all("Cache-Control"));
        String text = text(response);
        for (String line : List.of(
                "# TYPE mail_mcp_http_responses_total counter",
                "mail_mcp_http_responses_total{route=\"/mcp\",status=\"200\"} 2.0",
                "mail_mcp_http_responses_total{route=\"/mcp\",status=\"401\"} 1.0",
                "mail_mcp_tolerated_legacy_version_header_total 1.0")) {
            assertTrue(text.lines().anyMatch(line::equals), line + " in: " + text);
        }
    }

    @Test
    void aCounterIsThereBeforeItHasCounted() throws IOException {
        assertTrue(text(ask(Headers.of("Authorization", "Bearer " + TOKEN)))
                .contains("mail_mcp_tolerated_legacy_version_header_total 0.0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer 0123456789abcdeF",
                "Bearer 0123456789abcde",
                "Bearer 0123456789abcdef0",
                "Bearer",
                "Basic 0123456789abcdef",
                "0123456789abcdef"
            })
    void anythingElseIs401(String authorization) throws IOException {
        HttpResponse response = ask(Headers.of("Authorization", authorization));

        assertEquals(401, response.status());
        assertEquals(List.of("Bearer realm=\"metrics\""), response.headers().all("WWW-Authenticate"));
        assertFalse(text(response).contains("mail_mcp_"));
    }

    @Test
    void noTokenAndTwoTokensAre401() throws IOException {
        assertEquals(401, ask(Headers.NONE).status());
        assertEquals(
                401,
                ask(Headers.of("Authorization", "Bearer " + TOKEN, "Authorization", "Bearer " + TOKEN))
                        .status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123456789abcde", "0123456789 abcdef", "0123456789äbcdef", "0123456789\"bcdef"})
    void aTokenThatIsWeakOrCannotBeSentIsRefusedWithoutShowingIt(String text) {
        InvalidValue refused = assertThrows(InvalidValue.class, () -> new MetricsToken(Secret.of(text)));

        assertTrue(text.isEmpty() || !String.valueOf(refused.getMessage()).contains(text));
    }

    @Test
    void aTokenMayBeWhatTheKeyCommandPrints() throws IOException {
        String key = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789+/AbCdE=";
        var keyed = new MetricsEndpoint(new MetricsToken(Secret.of(key)), metrics);

        assertEquals(
                200, ask(keyed, Headers.of("Authorization", "Bearer " + key)).status());
    }

    @Test
    void theTokenIsNotPrinted() {
        assertFalse(endpoint.toString().contains(TOKEN));
    }

    private HttpResponse ask(Headers headers) throws IOException {
        return ask(endpoint, headers);
    }

    private static HttpResponse ask(MetricsEndpoint endpoint, Headers headers) throws IOException {
        return Objects.requireNonNull(endpoint.routes().getFirst().methods().get("GET"))
                .handle(new HttpRequest(
                        "GET", "/metrics", "", headers, InetAddress.getLoopbackAddress(), _ -> new byte[0]));
    }

    private static String text(HttpResponse response) {
        return new String(((HttpResponse.Bytes) response.body()).content(), StandardCharsets.UTF_8);
    }
}
