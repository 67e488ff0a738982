package dev.mailmcp.blackbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Takes out of messages what is different in every run, and what other golden files show in full. */
final class Placeholders {
    private static final int LONGEST_TEXT = 300;
    private static final Set<String> SERVER = Set.of("serverInfo", "io.modelcontextprotocol/serverInfo");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<Pattern, String> volatiles = new LinkedHashMap<>();

    Placeholders(String origin) {
        volatiles.put(Pattern.compile(Pattern.quote(origin) + "/attachments/[^\\s\"\\\\]+"), "<attachment-url>");
        volatiles.put(Pattern.compile(Pattern.quote(origin)), "<origin>");
        volatiles.put(Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), "<uuid>");
        volatiles.put(
                Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)"),
                "<time>");
        volatiles.put(Pattern.compile("(\"uidvalidity\"\\s*:\\s*)\\d+"), "$1<uidvalidity>");
        volatiles.put(Pattern.compile("(mail://[^/\\s\"]+/)\\d+"), "$1<uidvalidity>");
        volatiles.put(Pattern.compile("[A-Za-z0-9_-]{40,}"), "<opaque>");
    }

    String in(String text) {
        String changed = text;
        for (var volatileText : volatiles.entrySet()) {
            changed = volatileText.getKey().matcher(changed).replaceAll(volatileText.getValue());
        }
        return changed.length() > LONGEST_TEXT
                ? changed.substring(0, LONGEST_TEXT / 2) + "… (" + changed.length() + " characters)"
                : changed;
    }

    JsonNode in(JsonNode json) {
        return switch (json) {
            case ObjectNode object -> object(object);
            case ArrayNode array -> {
                ArrayNode changed = MAPPER.createArrayNode();
                array.forEach(element -> changed.add(in(element)));
                yield changed;
            }
            case TextNode text -> TextNode.valueOf(in(text.asText()));
            default -> json;
        };
    }

    private ObjectNode object(ObjectNode object) {
        ObjectNode changed = MAPPER.createObjectNode();
        for (var member : object.properties()) {
            JsonNode value = member.getValue();
            changed.set(
                    member.getKey(),
                    switch (member.getKey()) {
                        case "uidvalidity" -> TextNode.valueOf("<uidvalidity>");
                        case "tools" -> value.isArray() ? tools(value) : in(value);
                        case "content" -> content(value, object.path("structuredContent"));
                        default -> SERVER.contains(member.getKey()) ? server(value) : in(value);
                    });
        }
        return changed;
    }

    /** A definition's text stands in {@code golden/mcp/tools-list.json}: here its name and what it consists of. */
    private static ArrayNode tools(JsonNode tools) {
        ArrayNode names = MAPPER.createArrayNode();
        tools.forEach(tool -> {
            var members = new TreeSet<String>();
            tool.fieldNames().forEachRemaining(members::add);
            members.remove("name");
            names.add(tool.path("name").asText() + ": " + String.join(", ", members));
        });
        return names;
    }

    private JsonNode content(JsonNode content, JsonNode structured) {
        JsonNode changed = in(content);
        for (int i = 0; i < content.size(); i++) {
            if (changed.get(i) instanceof ObjectNode block && saysTheSame(content.get(i), structured)) {
                block.put("text", "<structuredContent as JSON>");
            }
        }
        return changed;
    }

    private static boolean saysTheSame(JsonNode block, JsonNode structured) {
        try {
            return MAPPER.readTree(block.path("text").asText()).equals(structured);
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private ObjectNode server(JsonNode info) {
        return ((ObjectNode) in(info)).put("version", "<version>");
    }
}
