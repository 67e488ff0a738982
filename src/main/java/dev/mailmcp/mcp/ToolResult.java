package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a tool gives back.
 *
 * @param structured an instance of the definition's result, given as structured content; empty for a tool without an output
 *     schema
 * @param told what is repeated in text, where models read it, if that is not the same
 * @param content what follows, or all there is
 */
public record ToolResult(Optional<Record> structured, Optional<Record> told, List<Content> content) {
    public ToolResult {
        content = List.copyOf(content);
    }

    /** A record, which is given as JSON and as the same JSON in text. */
    public static ToolResult of(Record structured) {
        return new ToolResult(Optional.of(structured), Optional.empty(), List.of());
    }

    /** A record, and the same record with such words of ours in it as only a model needs. */
    public static ToolResult of(Record structured, Record told) {
        return new ToolResult(Optional.of(structured), Optional.of(told), List.of());
    }

    /** Of a tool without an output schema. Not one more {@code of}: content is made of records, too. */
    public static ToolResult showing(Content... content) {
        return new ToolResult(Optional.empty(), Optional.empty(), List.of(content));
    }

    /** This result with more to look at. */
    public ToolResult and(List<? extends Content> more) {
        List<Content> all = new ArrayList<>(content);
        all.addAll(more);
        return new ToolResult(structured, told, all);
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        var list = json.putArray("content");
        structured.ifPresent(record -> {
            String text = Json.text(record);
            String model = told.map(Json::text).orElse(text);
            list.add(new Content.Text(model).toJson());
            json.set("structuredContent", Json.written(text));
        });
        content.forEach(piece -> list.add(piece.toJson()));
        return json.put("isError", false);
    }
}
