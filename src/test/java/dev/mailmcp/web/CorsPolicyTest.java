package dev.mailmcp.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fetch standard §3.2, and MCP, Streamable HTTP, security. */
class CorsPolicyTest {
    private static final String OURS = "https://mail.example.org";

    private final CorsPolicy policy = new CorsPolicy(new Origins(Set.of(OURS)));

    /** The handler wants a token that nobody brought. */
    private HttpResponse ask(Cors cors, String method, String... headers) throws IOException {
        Handler guarded = _ -> Problem.json(401, "invalid_token", "no").with("WWW-Authenticate", "Bearer");
        var request = new HttpRequest(
                method, "/x", "", Headers.of(headers), InetAddress.getLoopbackAddress(), _ -> new byte[0]);
        return policy.apply(Route.post("/x", cors, guarded), request, () -> guarded.handle(request));
    }

    private static String one(HttpResponse response, String name) {
        return String.join(" | ", response.headers().all(name));
    }

    @ParameterizedTest
    @EnumSource(
            value = Cors.class,
            names = {"ANY", "LISTED"})
    void preflightIsAnsweredBeforeAnyTokenIsAskedFor(Cors cors) throws IOException {
        HttpResponse response = ask(cors, "OPTIONS", "Origin", OURS);

        assertEquals(204, response.status());
        assertEquals("GET, POST, DELETE, OPTIONS", one(response, "Access-Control-Allow-Methods"));
        List<String> allowed =
                List.of(one(response, "Access-Control-Allow-Headers").split(", "));
        assertTrue(
                allowed.containsAll(List.of(
                        "Authorization",
                        "Content-Type",
                        "Accept",
                        "MCP-Protocol-Version",
                        "Mcp-Method",
                        "Mcp-Name",
                        "Mcp-Session-Id",
                        "Last-Event-ID")),
                allowed::toString);
    }

    @Test
    void pageOfAListedOriginReadsWhatTheChallengeSaysAndCachesKeepItApart() throws IOException {
        HttpResponse response = ask(Cors.LISTED, "POST", "Origin", OURS);

        assertEquals(401, response.status());
        assertEquals(OURS, one(response, "Access-Control-Allow-Origin"));
        assertEquals("Origin", one(response, "Vary"));
        assertTrue(one(response, "Access-Control-Expose-Headers").contains("WWW-Authenticate"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", ""})
    void pageOfAnotherOriginGetsNothing(String origin) throws IOException {
        for (String method : List.of("POST", "OPTIONS")) {
            HttpResponse response = ask(Cors.LISTED, method, "Origin", origin);

            assertEquals(403, response.status());
            assertEquals("", one(response, "Access-Control-Allow-Origin"));
        }
    }

    @Test
    void whatIsForEverybodyNamesNobody() throws IOException {
        for (HttpResponse response :
                List.of(ask(Cors.ANY, "POST", "Origin", "https://evil.example"), ask(Cors.ANY, "POST"))) {
            assertEquals("*", one(response, "Access-Control-Allow-Origin"));
            assertEquals("", one(response, "Vary"));
        }
    }

    @Test
    void clientThatIsNoBrowserIsToldNothingOfIt() throws IOException {
        HttpResponse response = ask(Cors.LISTED, "POST");

        assertEquals(401, response.status());
        assertEquals("", one(response, "Access-Control-Allow-Origin"));
    }

    @Test
    void pageForPeopleIsForNoOtherOrigin() throws IOException {
        for (String method : List.of("POST", "OPTIONS")) {
            HttpResponse response = ask(Cors.NONE, method, "Origin", OURS);

            assertEquals(401, response.status());
            assertEquals("", one(response, "Access-Control-Allow-Origin"));
        }
    }
}
