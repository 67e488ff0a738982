package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that is configured wrongly does not start, and says in one line per fault which variable to mend. */
class ConfigurationFaultsIT {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BASE_URL           | ftp://example.org",
                "BASE_URL           | http://mail.example.org",
                "BASE_URL           | https://mail.example.org/",
                "ENCRYPTION_KEY     | c2hvcnQ=",
                "ENCRYPTION_KEY     | AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "ENCRYPTION_KEY     | not base64 at all",
                "STATE              | sometimes",
                "ACCESS_TOKEN_TTL   | a while",
                "ATTACHMENT_URL_TTL | -1h",
                "MAIL_TRUST_CA      | /no/such/file.pem",
                "ALLOW_PRIVATE_HOSTS| 10.0.0.0/99",
                "METRICS_TOKEN      | too-short",
                "METRICS_TOKEN      | sixteen characters and spaces",
                "TOLERATE_LEGACY_VERSION_HEADER | sometimes",
                "DYNAMIC_REGISTRATION | sometimes",
                "IMAP_SECURITY      | perhaps",
                "LEGACY_CLIENT_KEY  | c2hvcnQ=",
                "PORT               | seventy"
            })
    void aWrongValueIsNamedInOneLine(String variable, String value) {
        Map<String, String> settings = Product.settings();
        settings.put(variable, value);

        Jar.Ended ended = Jar.run(settings, "server");

        assertNotEquals(0, ended.code());
        List<String> lines = ended.err().lines().filter(line -> !line.isBlank()).toList();
        assertEquals(1, lines.size(), ended.err() + ended.out());
        assertTrue(lines.getFirst().contains(variable), lines.getFirst());
        assertFalse(ended.out().contains("Exception"), ended.out());
    }

    @Test
    void whatAnotherServerHoldsIsNamedInOneLine() {
        try (Product running = Product.start(Product.settings())) {
            Map<String, String> sameFolder = Product.settings();
            sameFolder.put("DATA_DIR", running.setting("DATA_DIR"));
            Map<String, String> samePort = Product.settings();
            samePort.put("PORT", running.setting("PORT"));

            Jar.Ended folder = Jar.run(sameFolder, "server");
            Jar.Ended port = Jar.run(samePort, "server");

            assertOneLine("DATA_DIR", folder);
            assertOneLine("PORT", port);
        }
    }

    private static void assertOneLine(String variable, Jar.Ended ended) {
        assertEquals(2, ended.code());
        assertEquals(1, ended.err().lines().count(), ended.err() + ended.out());
        assertTrue(ended.err().startsWith(variable + ": "), ended.err());
    }

    @Test
    void everyFaultIsToldAtOnce() {
        Jar.Ended ended = Jar.run(Map.of("STATE", "sometimes"), "server");

        assertNotEquals(0, ended.code());
        for (String variable : List.of("BASE_URL", "ENCRYPTION_KEY", "STATE")) {
            assertEquals(
                    1,
                    ended.err().lines().filter(line -> line.contains(variable)).count(),
                    ended.err());
        }
        assertFalse((ended.err() + ended.out()).contains("\tat "), "no stack trace");
    }

    @Test
    void theSameKeyTwiceIsRefusedAndNoKeyIsPrinted() {
        Map<String, String> settings = new TreeMap<>(Product.settings());
        String key = Product.freshKey();
        settings.put("ENCRYPTION_KEY", key + "," + key);

        Jar.Ended ended = Jar.run(settings, "server");

        assertNotEquals(0, ended.code());
        assertTrue(ended.err().contains("ENCRYPTION_KEY"));
        assertFalse((ended.err() + ended.out()).contains(key));
    }

    @Test
    void aKeyFromTheKeyCommandIsAccepted() {
        Jar.Ended ended = Jar.run(Map.of(), "key");

        assertEquals(0, ended.code(), ended.err());
        assertEquals(32, Base64.getDecoder().decode(ended.out().strip()).length);
        try (Product product = Product.start(
                Product.settings(Map.of("ENCRYPTION_KEY", ended.out().strip())))) {
            assertEquals(
                    "ok",
                    Json.parse(product.get("/health").body()).required("status").asText());
        }
    }

    @Test
    void wrongUseOfACommandIsOneLineAndCode2() {
        for (String[] arguments : new String[][] {
            {"generate"}, {"generate", "--imap-host=a", "--smtp-host=b", "--nonsense"}, {"no-such-command"}
        }) {
            Jar.Ended ended = Jar.run(Product.settings(), arguments);

            assertEquals(2, ended.code(), ended.err());
            assertEquals(1, ended.err().lines().count(), ended.err());
        }
    }
}
