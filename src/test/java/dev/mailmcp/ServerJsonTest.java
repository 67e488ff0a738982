package dev.mailmcp;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code server.json} against the rules of the MCP registry's schema of 2025-12-11, and against what we are. */
class ServerJsonTest {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
    private static final String URL = "https?://[^\\s]+|\\{[a-zA-Z_][a-zA-Z0-9_]*}[^\\s]*";

    private final JsonNode server =
            new ObjectMapper().readTree(Path.of("server.json").toFile());

    ServerJsonTest() throws IOException {}

    @Test
    void whatMustBeThereIsThereAndNotTooLong() {
        assertEquals(
                "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
                server.path("$schema").textValue());
        assertAll(
                () -> assertText(server, "name", 3, 200, "[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+"),
                () -> assertText(server, "title", 1, 100, ".+"),
                () -> assertText(server, "description", 1, 100, ".+"),
                () -> assertText(server, "version", 1, 255, "[0-9]+\\.[0-9]+\\.[0-9]+"));
    }

    @Test
    void noFieldIsMisspelt() {
        assertFields(server, "$schema", "name", "title", "description", "version", "packages", "remotes");
        for (JsonNode each : server.path("packages")) {
            assertFields(
                    each,
                    "registryType",
                    "identifier",
                    "runtimeHint",
                    "runtimeArguments",
                    "environmentVariables",
                    "transport");
            assertFields(each.path("transport"), "type", "url");
            each.path("runtimeArguments").forEach(argument -> assertFields(argument, "type", "name", "value"));
            each.path("environmentVariables")
                    .forEach(variable ->
                            assertFields(variable, "name", "description", "isRequired", "isSecret", "default"));
        }
        for (JsonNode each : server.path("remotes")) {
            assertFields(each, "type", "url", "variables");
            each.path("variables")
                    .forEach(variable -> assertFields(variable, "description", "isRequired", "placeholder"));
        }
    }

    @Test
    void itIsThisVersionEverywhere() throws IOException {
        Matcher version = Pattern.compile("<artifactId>mail-mcp</artifactId>\\s*<version>([^<]+)<")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertTrue(version.find());

        assertEquals(version.group(1), server.path("version").textValue());
        // The registry takes the version of an image from its tag and refuses a field for it.
        assertTrue(image().endsWith(":" + version.group(1)), image());
    }

    @Test
    void theNameIsOurGroupTurnedRoundAsRegistriesProveIt() throws IOException {
        Matcher group = Pattern.compile("<groupId>([^<]+)<").matcher(Files.readString(Path.of("pom.xml")));
        assertTrue(group.find());

        assertEquals(group.group(1) + "/mail-mcp", server.path("name").textValue());
    }

    @Test
    void theImageIsWhereTheRegistryLooksAndSaysWhoItIs() throws IOException {
        JsonNode image = server.path("packages").path(0);

        assertEquals("oci", image.path("registryType").textValue());
        assertTrue(image().matches("(docker\\.io|ghcr\\.io|quay\\.io)/[a-z0-9-]+/[a-z0-9-]+:[A-Za-z0-9._-]+"), image());
        for (String file : List.of("Dockerfile.jvm", "Dockerfile.native")) {
            assertEquals(
                    List.of("io.modelcontextprotocol.server.name=\""
                            + server.path("name").textValue() + "\""),
                    Dockerfile.read(Path.of(file)).all("LABEL"),
                    file);
        }
    }

    @Test
    void theImageIsToldWhatAServerMustBeToldAndSecretsAreCalledThat() {
        Set<String> known = Arrays.stream(Setting.values()).map(Setting::name).collect(Collectors.toSet());
        Set<String> required = new TreeSet<>();
        for (JsonNode variable : server.path("packages").path(0).path("environmentVariables")) {
            String name = variable.path("name").asText();
            assertTrue(known.contains(name), name);
            assertTrue(!variable.path("description").asText().isBlank(), name);
            assertEquals(
                    Set.of("ENCRYPTION_KEY", "CLIENT_KEYS", "METRICS_TOKEN", "AWS_SECRET_ACCESS_KEY")
                            .contains(name),
                    variable.path("isSecret").asBoolean(false),
                    name);
            if (variable.path("isRequired").asBoolean(false)) {
                required.add(name);
            }
        }

        assertEquals(Set.of("BASE_URL", "ENCRYPTION_KEY"), required);
    }

    @Test
    void theImageListensWhereItsPortIsPublished() throws IOException {
        JsonNode image = server.path("packages").path(0);
        String exposed =
                Dockerfile.read(Path.of("Dockerfile.jvm")).all("EXPOSE").getFirst();

        assertEquals(
                "127.0.0.1:" + exposed + ":" + exposed,
                image.path("runtimeArguments").path(0).path("value").textValue(),
                "on loopback: TLS is the proxy's");
        assertEquals(
                "http://localhost:" + exposed,
                image.path("environmentVariables").path(0).path("default").textValue());
        assertEquals(
                "mail-mcp:"
                        + Dockerfile.read(Path.of("Dockerfile.jvm"))
                                .all("VOLUME")
                                .getFirst(),
                image.path("runtimeArguments").path(1).path("value").textValue());
    }

    @Test
    void everyAddressIsTheMcpEndpointAndItsVariablesAreExplained() {
        JsonNode image = server.path("packages").path(0);
        Set<String> settings = new TreeSet<>();
        image.path("environmentVariables")
                .forEach(variable -> settings.add(variable.path("name").asText()));
        assertAddress(image.path("transport"), settings);
        for (JsonNode remote : server.path("remotes")) {
            Set<String> variables = new TreeSet<>();
            remote.path("variables").fieldNames().forEachRemaining(variables::add);
            assertAddress(remote, variables);
            assertTrue(remote.path("url").asText().startsWith("https://"));
            remote.path("variables")
                    .forEach(variable -> assertTrue(variable.path("isRequired").asBoolean()
                            && !variable.path("description").asText().isBlank()));
        }
    }

    private static void assertAddress(JsonNode transport, Set<String> variables) {
        String url = transport.path("url").asText();
        assertEquals("streamable-http", transport.path("type").textValue());
        assertTrue(url.matches(URL), url);
        VARIABLE.matcher(url).results().forEach(used -> assertTrue(variables.contains(used.group(1)), used.group()));
        URI filled =
                URI.create(url.replace("{BASE_URL}", "https://mail.example.org").replaceAll("\\{[^}]+}", "a.example"));
        assertEquals("/mcp", filled.getPath());
    }

    private String image() {
        return server.path("packages").path(0).path("identifier").asText();
    }

    private static void assertText(JsonNode in, String field, int shortest, int longest, String form) {
        String text = in.path(field).asText();
        assertTrue(text.length() >= shortest && text.length() <= longest && text.matches(form), field + ": " + text);
    }

    private static void assertFields(JsonNode object, String... allowed) {
        object.fieldNames().forEachRemaining(name -> assertTrue(List.of(allowed).contains(name), name));
    }
}
