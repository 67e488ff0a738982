package dev.mailmcp.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.blackbox.Client;
import dev.mailmcp.blackbox.SignIn;
import dev.mailmcp.blackbox.Suites;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Assumptions;

/** What the tests of every theme say in the same words. */
@AgainstEachDeployment
abstract class Theme {
    /** Nobody listens there either, and nobody is sent there but by a redirect that a test reads. */
    static final String WEB_CALLBACK = "https://app.example/callback";

    final Target target;

    Theme(Target target) {
        this.target = target;
    }

    SignIn flow(Client client) {
        return new SignIn(target.base(), client);
    }

    SignIn flow() {
        return flow(target.client());
    }

    /** Signs the person in with everything ticked. */
    SignIn.Tokens tokens(Client client) {
        SignIn flow = flow(client);
        return flow.exchange(code(flow));
    }

    SignIn.Tokens tokens() {
        return tokens(target.client());
    }

    String code(SignIn flow) {
        SignIn.Page page = flow.open();
        String body = Call.encoded(without(filledIn(page), "scope"))
                + SignIn.ALL_SCOPES.replaceAll("(^| )", "&scope=").replace(":", "%3A");
        Answer answer = Call.post(target.at("/oauth/authorize"), "application/x-www-form-urlencoded", body)
                .with("Cookie", cookies(page))
                .send();
        if (answer.handed("code").isEmpty()) {
            throw new IllegalStateException("no code: " + answer);
        }
        return answer.handed("code").getFirst();
    }

    /** What a client that did everything right sends for a code. */
    static Map<String, String> redemption(SignIn flow, String code) {
        return changed(Map.of("grant_type", "authorization_code", "code", code), "code_verifier", flow.verifier());
    }

    Answer redeem(SignIn flow, String code) {
        return Answer.of(flow.token(redemption(flow, code)));
    }

    Answer refresh(SignIn flow, String token) {
        return Answer.of(flow.token(Map.of("grant_type", "refresh_token", "refresh_token", token)));
    }

    Answer authorize(SignIn flow, Map<String, String> parameters) {
        return Answer.of(flow.request(parameters));
    }

    /** The whole form as a browser would post it, for tests that change one thing about it. */
    Map<String, String> filledIn(SignIn.Page page) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Element hidden : page.html().select("form input[type=hidden][name]")) {
            fields.put(hidden.attr("name"), hidden.attr("value"));
        }
        fields.put("full_name", target.person().fullName());
        fields.put("email", target.person().email());
        fields.put("imap_username", target.person().username());
        fields.put("imap_password", target.person().password());
        fields.put("use_same_credentials", "1");
        fields.put("scope", "mail:read");
        fields.put("action", "approve");
        return fields;
    }

    Call submission(Map<String, String> fields) {
        return Call.form(target.at("/oauth/authorize"), fields);
    }

    static String cookies(SignIn.Page page) {
        return String.join("; ", page.cookies());
    }

    /** The status that a tool call with this token gets. */
    int mcp(String accessToken) {
        return Call.json(
                        target.at("/mcp"),
                        Json.write(Map.of("jsonrpc", "2.0", "id", 1, "method", "tools/list", "params", Map.of())))
                .with("Accept", "application/json, text/event-stream")
                .with("MCP-Protocol-Version", "2025-11-25")
                .bearer(accessToken)
                .send()
                .status();
    }

    /** A client that registered itself with one redirect URI. */
    Client register(String method, String name, String redirect) {
        JsonNode made = registration(Map.of(
                        "client_name", name, "redirect_uris", List.of(redirect), "token_endpoint_auth_method", method))
                .json();
        return new Client(
                made.required("client_id").asText(), made.path("client_secret").asText(), redirect);
    }

    /** Clients that the person never agreed to. */
    List<Client> strangers() {
        return target.registration().isEmpty()
                ? List.of(target.stranger())
                : List.of(
                        target.stranger(),
                        register("none", "Stranger", target.stranger().redirectUri()));
    }

    Client registeredOnTheWeb() {
        return register("none", "Web client", WEB_CALLBACK);
    }

    /** Sends client metadata to the registration endpoint; the test is skipped where there is none. */
    Answer registration(Map<String, ?> metadata) {
        return registration(Json.write(metadata));
    }

    Answer registration(String body) {
        Answer answer = Call.json(registrationEndpoint(), body).send();
        // One that runs already has its limits.
        Assumptions.assumeFalse(
                target.inside().isEmpty() && answer.status() == 429, "no more clients may register from here for now");
        return answer;
    }

    String registrationEndpoint() {
        need(target.registration().isPresent(), "clients may not register themselves here");
        return target.registration().orElseThrow();
    }

    /** The test is skipped where the suite sees a deployment from outside only. */
    Inside inside() {
        need(target.inside().isPresent(), "only the deployment's outside is known");
        return target.inside().orElseThrow();
    }

    void needState() {
        Assumptions.assumeTrue(target.keepsState(), "without state no token can end before its time");
    }

    /**
     * The test is skipped where a deployment offers less than others. One that keeps state offers everything: where the suite
     * is required, it fails there.
     */
    void need(boolean available, String whatIsMissing) {
        if (target.keepsState()) {
            Suites.need("deployment", available, whatIsMissing);
        } else {
            Assumptions.assumeTrue(available, whatIsMissing);
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An error page of our own: it leads nowhere and asks for nothing. */
    static void assertStaysHere(Answer answer, String why) {
        assertEquals(400, answer.status(), why);
        assertTrue(answer.location().isEmpty(), why);
        assertFalse(answer.asksForAPassword(), why);
    }

    static void assertRefused(int status, String error, Answer answer, String why) {
        assertEquals(status, answer.status(), () -> why + ": " + answer);
        assertEquals(error, answer.error(), why);
    }

    static Map<String, String> changed(Map<String, String> all, String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(all);
        changed.put(name, value);
        return changed;
    }

    static Map<String, String> without(Map<String, String> all, String name) {
        Map<String, String> less = new LinkedHashMap<>(all);
        less.remove(name);
        return less;
    }
}
