package dev.mailmcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.limit.LimitSettings;
import dev.mailmcp.limit.TrustedProxies;
import dev.mailmcp.mcp.Allowance;
import dev.mailmcp.web.Headers;
import dev.mailmcp.web.HttpRequest;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.Traffic;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator sets for protection and figures is what the rest of the program gets. */
class MetricsWiringTest {
    private static final String TOKEN = "0123456789abcdef";

    private static Settings settings(String... namesAndValues) {
        byte[] key = new byte[32];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (i * 37 + 11);
        }
        var all = new TreeMap<>(Map.of(
                "BASE_URL",
                "http://localhost:3000",
                "ENCRYPTION_KEY",
                Base64.getEncoder().encodeToString(key)));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            all.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Settings.read(Environment.of(all));
    }

    @Test
    void allowanceIsWhatWasSet() {
        assertEquals(Allowance.of(16, 10), settings().allowance());
        assertEquals(
                Allowance.of(3, 999_999),
                settings("CALLS_AT_ONCE", "3", "CALLS_PER_SECOND", "999999").allowance());
    }

    @ParameterizedTest
    @CsvSource({"CALLS_AT_ONCE, 0", "CALLS_AT_ONCE, many", "CALLS_PER_SECOND, -1", "CALLS_PER_SECOND, 1000000"})
    void allowanceOfNothingOrWithoutEndIsAFault(String name, String value) {
        ConfigurationFaults faults = assertThrows(ConfigurationFaults.class, () -> settings(name, value));

        assertTrue(String.valueOf(faults.getMessage()).contains(name));
    }

    @Test
    void limitsAreOnAndNobodyIsBelievedUnlessTheOperatorSaysSo() {
        assertEquals(new LimitSettings(true, TrustedProxies.NONE), settings().limits());
        assertEquals(
                new LimitSettings(false, TrustedProxies.parse("10.0.0.0/8")),
                settings("ABUSE_LIMITS", "off", "TRUSTED_PROXIES", "10.0.0.0/8").limits());
        assertEquals(false, settings().auditsAddresses());
        assertEquals(true, settings("AUDIT_MAILBOXES", "clear").auditsAddresses());
    }

    @ParameterizedTest
    @CsvSource({
        "ABUSE_LIMITS, off, https://mail.example.org",
        "ABUSE_LIMITS, no, http://localhost:3000",
        "TRUSTED_PROXIES, proxy.lan, http://localhost:3000",
        "TRUSTED_PROXIES, 10.0.0.0/33, http://localhost:3000",
        "AUDIT_MAILBOXES, plain, http://localhost:3000"
    })
    void protectionThatIsMisspeltOrLeftOffInPublicIsAFault(String name, String value, String base) {
        ConfigurationFaults faults =
                assertThrows(ConfigurationFaults.class, () -> settings(name, value, "BASE_URL", base));

        assertTrue(String.valueOf(faults.getMessage()).contains(name));
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false"})
    void toleranceIsWhatWasSetCountedOrNot(String value, boolean tolerant) {
        for (Settings settings : List.of(
                settings("TOLERATE_LEGACY_VERSION_HEADER", value),
                settings("TOLERATE_LEGACY_VERSION_HEADER", value, "METRICS_TOKEN", TOKEN))) {
            assertEquals(tolerant, new MetricsWiring(settings).tolerances().legacyVersionHeader());
        }
    }

    @Test
    void whatIsToldIsWhatTheEndpointShows() throws IOException {
        var wiring = new MetricsWiring(settings("METRICS_TOKEN", TOKEN));
        wiring.tolerances().tally().legacyVersionHeader();
        wiring.traffic().answered("/mcp", 200);
        wiring.securityEvents().happened("limit_hit");

        var request = new HttpRequest(
                "GET",
                "/metrics",
                "",
                Headers.of("Authorization", "Bearer " + TOKEN),
                InetAddress.getLoopbackAddress(),
                _ -> new byte[0]);
        HttpResponse response = Objects.requireNonNull(
                        wiring.endpoint().routes().getFirst().methods().get("GET"))
                .handle(request);

        String text = new String(((HttpResponse.Bytes) response.body()).content(), StandardCharsets.UTF_8);
        assertTrue(text.contains("mail_mcp_tolerated_legacy_version_header_total 1.0"), text);
        assertTrue(text.contains("mail_mcp_security_events_total{event=\"limit_hit\"} 1.0"), text);
        assertTrue(text.contains("{route=\"/mcp\",status=\"200\"} 1.0"), text);
    }

    @Test
    void withoutATokenNothingIsCountedAndNothingServed() {
        var wiring = new MetricsWiring(settings());

        assertSame(Traffic.UNCOUNTED, wiring.traffic());
        assertEquals(List.of(), wiring.endpoint().routes());
    }
}
