package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All tools of the server by name, in the order of their names: the same for every caller and every process. */
@Singleton
public final class Toolset {
    private final Map<String, Entry> tools = new TreeMap<>();

    /** A tool and what a client is told of it. */
    record Entry(String name, Tool tool, JsonNode listing) {}

    public Toolset(@All List<Tool> tools) {
        for (Tool tool : tools) {
            ToolDefinition definition = tool.definition();
            if (this.tools.put(
                            definition.name(),
                            new Entry(definition.name(), tool, Json.written(Json.text(definition.toJson()))))
                    != null) {
                throw new IllegalStateException("two tools are named " + definition.name());
            }
        }
    }

    Optional<Tool> named(String name) {
        return Optional.ofNullable(tools.get(name)).map(Entry::tool);
    }

    List<Entry> listFor(Caller caller) {
        return tools.values().stream()
                .filter(entry -> caller.may(entry.tool().definition().scope()))
                .toList();
    }
}
