package dev.mailmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IntroductionsTest {
    private static final String IDENTITY = "io.modelcontextprotocol/serverInfo";

    private final McpBench bench = new McpBench(
            new ServerDescription(
                    "mail-mcp",
                    "Mail",
                    "0",
                    "https://mail.example.org",
                    List.of(new Icon("https://mail.example.org/assets/icon.png", "image/png", "96x96")),
                    "Be careful."),
            List.of(new Toys.Echo()),
            Set.of("toy:use"));

    @Test
    void whoMeetsUsSeesIconAndWebsite() {
        JsonNode discovered =
                bench.modern("server/discover", "").path("result").path("_meta").path(IDENTITY);
        JsonNode initialized = bench.ask(
                        Map.of(), McpBench.legacyBody("initialize", "{\"protocolVersion\":\"2025-11-25\"}"))
                .path("result")
                .path("serverInfo");

        assertEquals(discovered, initialized);
        assertEquals("https://mail.example.org", discovered.path("websiteUrl").textValue());
        assertEquals(
                "[{\"src\":\"https://mail.example.org/assets/icon.png\",\"mimeType\":\"image/png\",\"sizes\":[\"96x96\"]}]",
                discovered.path("icons").toString());
    }

    @Test
    void otherResultsNameUsBriefly() {
        JsonNode listed =
                bench.modern("tools/list", "").path("result").path("_meta").path(IDENTITY);

        assertEquals("mail-mcp", listed.path("name").textValue());
        assertFalse(listed.has("icons"));
        assertFalse(listed.has("websiteUrl"));
    }

    @Test
    void modernInitializeIsGoneAndSaysWhatIsThere() {
        JsonNode answer = bench.modern("initialize", "\"protocolVersion\":\"2026-07-28\",");

        assertEquals(404, answer.path("status").intValue());
        assertEquals(-32601, answer.path("error").path("code").intValue());
        assertEquals(
                "[\"2026-07-28\",\"2025-11-25\",\"2025-06-18\"]",
                answer.path("error").path("data").path("supported").toString());
    }
}
