package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The commands, without a server. */
class CommandsIT {
    private static final Map<String, String> SETTINGS =
            Map.of("ENCRYPTION_KEY", Product.freshKey(), "BASE_URL", "https://mail.example.org");

    @Test
    void generatePrintsIdAndSecretAsMailMcpDid() {
        Jar.Ended ended = generate("--imap-host=imap.example.org", "--smtp-host=smtp.example.org");

        assertEquals(0, ended.code(), ended.err());
        assertTrue(ended.out().contains("Client ID:"), ended.out());
        assertTrue(ended.out().contains("Client Secret:"), ended.out());
    }

    @Test
    void aFlagMayBeWrittenWithASpaceOrAnEqualsSign() {
        JsonNode spaced =
                json("--imap-host", "imap.example.org", "--smtp-host", "smtp.example.org", "--imap-port", "1993");
        JsonNode joined = json("--imap-host=imap.example.org", "--smtp-host=smtp.example.org", "--imap-port=1993");

        assertEquals(spaced.required("imap"), joined.required("imap"));
        assertEquals(spaced.required("smtp"), joined.required("smtp"));
    }

    @Test
    void everyFlagOfMailMcpIsTakenAndPlainTextIsNeverItsMeaning() {
        JsonNode json = json(
                "--imap-host=imap.example.org",
                "--imap-port=143",
                "--no-imap-ssl",
                "--smtp-host=smtp.example.org",
                "--smtp-port=465",
                "--smtp-ssl");

        assertTrue(
                json.required("imap").toString().contains("starttls"),
                json.required("imap").toString());
        assertTrue(
                json.required("smtp").toString().contains("tls"),
                json.required("smtp").toString());
        assertFalse(
                json.required("smtp").toString().contains("starttls"),
                json.required("smtp").toString());
    }

    @Test
    void theIdHoldsNoReadableSecretAndEveryClientIsAnother() {
        JsonNode one = json("--imap-host=imap.example.org", "--smtp-host=smtp.example.org");
        JsonNode other = json("--imap-host=imap.example.org", "--smtp-host=smtp.example.org");

        assertNotEquals(one.required("client_id"), other.required("client_id"));
        assertNotEquals(one.required("client_secret"), other.required("client_secret"));
        assertFalse(one.required("client_id")
                .asText()
                .contains(one.required("client_secret").asText()));
    }

    @Test
    void redirectsAreThoseGivenOrThePresetsOrTheShippedOnes() {
        String given = "https://assistant.example/callback";

        assertEquals(
                "[\"" + given + "\"]",
                json("--imap-host=i.example.org", "--smtp-host=s.example.org", "--redirect-uri=" + given)
                        .required("redirect_uris")
                        .toString());
        String preset = json("--imap-host=i.example.org", "--smtp-host=s.example.org", "--client=claude")
                .required("redirect_uris")
                .toString();
        assertTrue(preset.contains("https://claude.ai/api/mcp/auth_callback"), preset);
        assertFalse(preset.contains("chatgpt.com"), preset);
        assertTrue(json("--imap-host=i.example.org", "--smtp-host=s.example.org")
                        .required("redirect_uris")
                        .size()
                > 3);
    }

    @Test
    void helpIsHelpAndNotAnError() {
        for (String[] arguments : new String[][] {{"--help"}, {"generate", "--help"}, {"key", "--help"}}) {
            Jar.Ended ended = Jar.run(Map.of(), arguments);

            assertEquals(0, ended.code(), ended.err());
            assertTrue(ended.out().contains("Usage"), ended.out());
        }
    }

    private static JsonNode json(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        Jar.Ended ended = generate(all.toArray(String[]::new));
        assertEquals(0, ended.code(), ended.err());
        return Json.parse(ended.out());
    }

    private static Jar.Ended generate(String... arguments) {
        List<String> all = new ArrayList<>(List.of("generate"));
        all.addAll(List.of(arguments));
        return Jar.run(SETTINGS, all.toArray(String[]::new));
    }
}
