package dev.mailmcp.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailmcp.web.BaseUrl;
import dev.mailmcp.web.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The clients that people use register with what each of them sends, and are sent to wherever each of them waits. */
class ClientsInUseTest {
    private static final String APP = "native";
    private static final String UNSAID = "";

    private final Path folder;

    ClientsInUseTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /**
     * @param method empty when it does not say, as is type
     * @param registered as it registers them, all at once
     * @param used where it waits: the same, but for a port of loopback that was free just then
     */
    record InUse(String name, String method, String type, List<String> registered, List<String> used) {
        InUse(String name, String method, String type, String... redirects) {
            this(name, method, type, List.of(redirects), List.of(redirects));
        }

        String body() {
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("client_name", name);
            registered.forEach(json.withArray("redirect_uris")::add);
            json.putArray("grant_types").add("authorization_code").add("refresh_token");
            json.putArray("response_types").add("code");
            if (!method.isEmpty()) {
                json.put("token_endpoint_auth_method", method);
            }
            if (!type.isEmpty()) {
                json.put("application_type", type);
            }
            return json.toString();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<InUse> clients() {
        return Stream.of(
                new InUse("Claude", "client_secret_post", UNSAID, "https://claude.ai/api/mcp/auth_callback"),
                new InUse(
                        "Claude, at both its addresses",
                        "none",
                        UNSAID,
                        "https://claude.ai/api/mcp/auth_callback",
                        "https://claude.com/api/mcp/auth_callback"),
                new InUse(
                        "Claude Code",
                        "none",
                        APP,
                        List.of("http://localhost:54545/callback"),
                        List.of("http://localhost:54545/callback", "http://localhost:61000/callback")),
                new InUse("ChatGPT", "client_secret_basic", UNSAID, "https://chatgpt.com/connector/oauth/aB3_x-9"),
                new InUse("ChatGPT, before", UNSAID, UNSAID, "https://chatgpt.com/connector_platform_oauth_redirect"),
                new InUse(
                        "Codex",
                        "none",
                        APP,
                        List.of("http://127.0.0.1:1455/callback/a1b2c3"),
                        List.of("http://127.0.0.1:51234/callback/a1b2c3")),
                new InUse(
                        "Visual Studio Code",
                        "none",
                        APP,
                        List.of(
                                "https://insiders.vscode.dev/redirect",
                                "https://vscode.dev/redirect",
                                "http://localhost/",
                                "http://127.0.0.1/",
                                "http://localhost:33418/",
                                "http://127.0.0.1:33418/"),
                        List.of(
                                "https://insiders.vscode.dev/redirect",
                                "https://vscode.dev/redirect",
                                "http://127.0.0.1:33418/",
                                "http://127.0.0.1:52001/",
                                "http://localhost:52001/")),
                new InUse(
                        "Cursor",
                        "none",
                        UNSAID,
                        "cursor://anysphere.cursor-mcp/oauth/callback",
                        "https://www.cursor.com/agents/mcp/oauth/callback",
                        "http://localhost:8787/callback"),
                new InUse(
                        "MCP Inspector",
                        "none",
                        UNSAID,
                        "http://localhost:6274/oauth/callback",
                        "http://localhost:6274/oauth/callback/debug"),
                new InUse("MCP Inspector CLI", "none", APP, "http://127.0.0.1:6276/oauth/callback"),
                new InUse(
                        "MCP CLI Proxy",
                        "none",
                        UNSAID,
                        List.of("http://localhost:3334/oauth/callback"),
                        List.of("http://localhost:40123/oauth/callback")),
                new InUse("opencode", "none", UNSAID, "http://127.0.0.1:19876/mcp/oauth/callback"),
                new InUse(
                        "Copilot Studio",
                        "client_secret_basic",
                        UNSAID,
                        "https://global.consent.azure-apim.net/redirect/new-5fmail-20mcp-5f0a1b2c"));
    }

    @ParameterizedTest
    @MethodSource("clients")
    void registersAndIsSentToWhereItWaits(InUse client) {
        try (var desk = new Desk(folder)) {
            registers(desk, client);
        }
    }

    /** The list that is shipped has each of them. */
    @ParameterizedTest
    @MethodSource("clients")
    void registersAlsoWhereOnlyListedOnesMay(InUse client) {
        var listed = new ClientPolicy(Optional.of(Desk.OPERATORS), RegistrationPolicy.LISTED, Optional.empty());
        try (var desk = new Desk(folder, new BaseUrl("https://mail.example.org"), AllowedRedirects.ANY, listed)) {
            registers(desk, client);
        }
    }

    private static void registers(Desk desk, InUse client) {
        HttpResponse answer = desk.register(client.body());
        assertEquals(201, answer.status(), () -> Desk.text(answer));
        JsonNode told = Desk.json(answer);

        boolean secret = !client.method().equals("none");
        assertEquals(secret, told.has("client_secret"), "a secret for who wants one, and for nobody else");
        assertEquals(
                client.method().isEmpty() ? "client_secret_basic" : client.method(),
                told.path("token_endpoint_auth_method").asText());
        assertEquals(client.registered().size(), told.path("redirect_uris").size());
        assertTrue(told.path("client_id").asText().length() < 400, "the id is short");
        for (String redirect : client.used()) {
            Map<String, String> request = desk.request("redirect_uri", redirect);
            request.put("client_id", told.path("client_id").asText());
            assertEquals(200, desk.get(request).status(), redirect);
        }
    }
}
