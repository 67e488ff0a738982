package dev.mailmcp.oauth;

import dev.mailmcp.value.InvalidValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The callbacks of the MCP clients in use. Each was read in the client's documentation or source. */
public final class KnownClients {
    private static final Map<String, List<RedirectRule>> CALLBACKS = new LinkedHashMap<>();

    static {
        CALLBACKS.put(
                "claude", rules("https://claude.ai/api/mcp/auth_callback", "https://claude.com/api/mcp/auth_callback"));
        CALLBACKS.put(
                "chatgpt",
                rules(
                        "https://chatgpt.com/connector/oauth/*",
                        "https://chatgpt.com/connector_platform_oauth_redirect"));
        CALLBACKS.put(
                "cursor",
                rules(
                        "cursor://anysphere.cursor-mcp/oauth/callback",
                        "https://www.cursor.com/agents/mcp/oauth/callback",
                        "http://localhost:8787/callback"));
        CALLBACKS.put(
                "vscode",
                rules(
                        "http://127.0.0.1:33418/",
                        "https://vscode.dev/redirect",
                        "https://insiders.vscode.dev/redirect"));
        CALLBACKS.put(
                "inspector",
                rules(
                        "http://localhost:6274/oauth/callback",
                        "http://localhost:6274/oauth/callback/debug",
                        "http://127.0.0.1:6276/oauth/callback"));
    }

    private KnownClients() {}

    private static List<RedirectRule> rules(String... values) {
        return Stream.of(values).map(RedirectRule::new).toList();
    }

    /** The names that {@code ./cli generate --client} takes. */
    public static List<String> names() {
        return List.copyOf(CALLBACKS.keySet());
    }

    /** The callbacks of one client. */
    public static List<RedirectRule> callbacks(String name) {
        List<RedirectRule> rules = CALLBACKS.get(name);
        if (rules == null) {
            throw new InvalidValue("no client of that name is known; known are " + String.join(", ", names()));
        }
        return rules;
    }

    /** The callbacks of every known client, Copilot Studio's, and any on loopback: what holds when nothing is said. */
    public static List<RedirectRule> all() {
        return Stream.concat(
                        CALLBACKS.values().stream().flatMap(List::stream).filter(rule -> !rule.value()
                                .startsWith("http://")),
                        rules("https://global.consent.azure-apim.net/redirect/*", "loopback").stream())
                .toList();
    }
}
