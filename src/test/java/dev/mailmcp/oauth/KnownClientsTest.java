package dev.mailmcp.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.value.InvalidValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownClientsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://claude.ai/api/mcp/auth_callback",
                "https://claude.com/api/mcp/auth_callback",
                "https://chatgpt.com/connector/oauth/abc123",
                "https://chatgpt.com/connector_platform_oauth_redirect",
                "https://vscode.dev/redirect",
                "https://insiders.vscode.dev/redirect",
                "http://127.0.0.1:33418/",
                "http://127.0.0.1:51234/",
                "cursor://anysphere.cursor-mcp/oauth/callback",
                "https://www.cursor.com/agents/mcp/oauth/callback",
                "http://localhost:8787/callback",
                "http://localhost:6274/oauth/callback",
                "http://127.0.0.1:6276/oauth/callback",
                "http://localhost:3334/oauth/callback",
                "http://127.0.0.1:19876/mcp/oauth/callback",
                "https://global.consent.azure-apim.net/redirect/tool-1"
            })
    void theCallbacksOfClientsInUseAreAllowedByDefault(String callback) {
        var uri = new RedirectUri(callback);

        assertTrue(KnownClients.all().stream().anyMatch(rule -> rule.allows(uri)));
    }

    @Test
    void everyPresetHasCallbacks() {
        assertEquals(List.of("claude", "chatgpt", "cursor", "vscode", "inspector"), KnownClients.names());
        KnownClients.names()
                .forEach(name -> assertTrue(!KnownClients.callbacks(name).isEmpty()));
    }

    @Test
    void anUnknownPresetIsToldWhichThereAre() {
        String message = String.valueOf(assertThrows(InvalidValue.class, () -> KnownClients.callbacks("emacs"))
                .getMessage());

        assertTrue(message.contains("claude, chatgpt, cursor, vscode, inspector"), message);
    }
}
