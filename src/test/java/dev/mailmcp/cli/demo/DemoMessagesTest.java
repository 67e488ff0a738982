package dev.mailmcp.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.mail.Flag;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoMessagesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void theIndexNamesEveryFileAndNoOther() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(getClass().getResource("/demo/index"))
                        .toURI())
                .resolveSibling("");
        try (var files = Files.list(folder)) {
            List<String> there = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".eml"))
                    .sorted()
                    .toList();

            assertEquals(there, DemoMessages.names());
        }
    }

    static List<String> names() {
        return DemoMessages.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyTemplateBecomesAMessageOfTheLastSixtyDays(String name) {
        DemoMessage message = DemoMessages.template(name);
        String wire = new String(message.wireForm(NOW), StandardCharsets.UTF_8);

        assertTrue(message.age().isPositive() && message.age().compareTo(Duration.ofDays(60)) <= 0, "age");
        assertFalse(wire.contains("{{") || wire.contains("}}"), "a placeholder is left");
        assertFalse(wire.contains("X-Demo-"), "a line of ours is left");
        assertFalse(wire.contains("\uFFFD"), "the file is not UTF-8");
        assertTrue(wire.replace("\r\n", "").chars().noneMatch(c -> c == '\r' || c == '\n'), "a bare CR or LF");
        assertTrue(wire.lines().allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 998), "a long line");
        assertTrue(wire.contains("\r\nMessage-ID: <"), "no Message-ID");
    }

    @ParameterizedTest
    @MethodSource("names")
    void nobodyRealIsNamed(String name) {
        String text = DemoMessages.template(name).text().replace("=\n", ""); // Soft line ends of quoted-printable.
        // Addresses and links; cid: references and times look different.
        List<String> hosts = java.util.regex.Pattern.compile("(?:@|https?://)([A-Za-z0-9.-]+\\.[A-Za-z]{2,})")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(host -> !host.matches("(.*\\.)?example\\.(org|com|net)|.*\\.example"))
                .toList();

        assertEquals(List.of(), hosts);
    }

    @Test
    void aTemplateIsReadIntoItsPartsAndDated() {
        // Given
        String template = """
                X-Demo-Folder: Projekte/Küche
                X-Demo-Age: P1DT2H
                X-Demo-Flags: \\Seen $Forwarded
                Subject: Tiles

                Until {{P7D|d.M.yyyy}}.
                """;

        // When
        DemoMessage message = DemoMessage.parse(template);

        // Then
        assertEquals("Projekte/Küche", message.folder());
        assertEquals(List.of(Flag.SEEN, new Flag("$Forwarded")), message.flags());
        assertEquals(
                "Date: Fri, 20 Nov 2026 10:00:00 +0000\r\nSubject: Tiles\r\n\r\nUntil 27.11.2026.\r\n",
                new String(message.wireForm(NOW), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: no lines of ours\n\nx\n",
                "X-Demo-Folder: INBOX\nSubject: no age\n\nx\n",
                "X-Demo-Folder: INBOX\nX-Demo-Age: P1D\nno body\n"
            })
    void aTemplateThatLacksSomethingIsRefused(String template) {
        assertThrows(IllegalArgumentException.class, () -> DemoMessage.parse(template));
    }
}
