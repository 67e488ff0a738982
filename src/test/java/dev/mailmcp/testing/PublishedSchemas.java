package dev.mailmcp.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON schemas that the protocol publishes, one file per revision in the folder that {@code MCP_SCHEMA_DIR} names:
 * {@code 2025-11-25.json} and so on. They are not ours to ship.
 */
public final class PublishedSchemas {
    /** The revisions that have a schema, oldest first. */
    public static final List<String> REVISIONS = List.of("2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28");

    /** Says what to do where there are none. */
    public static final String MISSING = "MCP_SCHEMA_DIR does not name the folder of the protocol's JSON schemas";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<Path, PublishedSchemas> READ = new ConcurrentHashMap<>();

    private final Map<String, Revision> revisions = new TreeMap<>();

    private PublishedSchemas(Path folder) {
        for (String name : REVISIONS) {
            try {
                revisions.put(name, new Revision((ObjectNode)
                        MAPPER.readTree(folder.resolve(name + ".json").toFile())));
            } catch (IOException e) {
                throw new UncheckedIOException("MCP_SCHEMA_DIR has no " + name + ".json", e);
            }
        }
    }

    /** Those of the folder that the environment names; a named folder in which one is missing is an error. */
    public static Optional<PublishedSchemas> given() {
        String folder = System.getenv().getOrDefault("MCP_SCHEMA_DIR", "");
        return folder.isEmpty() || !Files.isDirectory(Path.of(folder))
                ? Optional.empty()
                : Optional.of(READ.computeIfAbsent(Path.of(folder), PublishedSchemas::new));
    }

    /**
     * What is wrong with a value; nothing when it is valid.
     *
     * @param definition a name among the schema's definitions, which must be there
     */
    public List<String> faults(String revision, String definition, JsonNode value) {
        return of(revision).schema(definition).validate(value).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .toList();
    }

    public boolean defines(String revision, String definition) {
        return of(revision).definitions().has(definition);
    }

    /** The definition of the request or notification with this method. */
    public Optional<String> forMethod(String revision, String method) {
        return of(revision)
                .named(definition ->
                        definition.at("/properties/method/const").asText().equals(method));
    }

    /** The definition of the whole answer, or of its error object, for a code that the revision gives a meaning. */
    public Optional<String> forErrorCode(String revision, int code) {
        return of(revision)
                .named(definition -> definition.at("/properties/code/const").asInt() == code
                        || definition
                                        .at("/properties/error/allOf/1/properties/code/const")
                                        .asInt()
                                == code);
    }

    /** Whether a definition describes the whole JSON-RPC message and not only its error object. */
    public boolean isWholeMessage(String revision, String definition) {
        return of(revision).definitions().path(definition).path("properties").has("jsonrpc");
    }

    private Revision of(String name) {
        @Nullable Revision revision = revisions.get(name);
        if (revision == null) {
            throw new IllegalArgumentException("no schema of revision " + name);
        }
        return revision;
    }

    private record Revision(ObjectNode whole, Map<String, JsonSchema> schemas) {
        Revision(ObjectNode whole) {
            this(whole, new ConcurrentHashMap<>());
        }

        String keyword() {
            return whole.has("$defs") ? "$defs" : "definitions";
        }

        JsonNode definitions() {
            return whole.path(keyword());
        }

        JsonSchema schema(String definition) {
            if (!definitions().has(definition)) {
                throw new IllegalArgumentException("the schema has no " + definition);
            }
            return schemas.computeIfAbsent(definition, name -> {
                var draft = keyword().equals("$defs") ? SpecVersion.VersionFlag.V202012 : SpecVersion.VersionFlag.V7;
                ObjectNode root = whole.deepCopy().put("$ref", "#/" + keyword() + "/" + name);
                return JsonSchemaFactory.getInstance(draft).getSchema(root);
            });
        }

        Optional<String> named(java.util.function.Predicate<JsonNode> wanted) {
            return definitions().properties().stream()
                    .filter(definition -> wanted.test(definition.getValue()))
                    .map(Map.Entry::getKey)
                    // Unions of one member repeat that member's method.
                    .filter(name -> !name.startsWith("Client") && !name.startsWith("Server"))
                    .findFirst();
        }
    }
}
