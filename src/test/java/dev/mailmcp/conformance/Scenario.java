package dev.mailmcp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came of one scenario.
 *
 * @param scored whether the revision requires it
 * @param passed how many checks were met
 * @param failed ids of the checks that were not; a warning, for a SHOULD, counts like a failure
 */
record Scenario(String name, boolean scored, int passed, Set<String> failed) {
    private static final Pattern DIRECTORY =
            Pattern.compile("(?:authorization-)?server-(.+)-\\d{4}-\\d\\d-\\d\\dT[\\d-]+Z");
    /** One that stands beside every scenario and only says that the messages fit the schema. */
    private static final String WIRE_SCHEMA = "wire-schema-valid";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** @param directory where the suite left it */
    static Scenario read(Path directory, List<String> scored) {
        Matcher matcher = DIRECTORY.matcher(directory.getFileName().toString());
        if (!matcher.matches()) {
            throw new IllegalStateException("not a scenario's directory: " + directory);
        }
        int passed = 0;
        Set<String> failed = new TreeSet<>();
        for (JsonNode check : checks(directory)) {
            String id = check.path("id").asText();
            switch (check.path("status").asText()) {
                case "SUCCESS" -> passed += id.equals(WIRE_SCHEMA) ? 0 : 1;
                case "FAILURE", "WARNING" -> failed.add(id);
                default -> {} // Skipped, or told for information.
            }
        }
        return new Scenario(matcher.group(1), scored.contains(matcher.group(1)), passed, failed);
    }

    private static JsonNode checks(Path directory) {
        try {
            return MAPPER.readTree(directory.resolve("checks.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In a word, for people. A scenario that found nothing to check has not passed. */
    String outcome() {
        if (!failed.isEmpty()) {
            return "failed";
        }
        return passed == 0 ? "nothing to check" : "passed";
    }
}
