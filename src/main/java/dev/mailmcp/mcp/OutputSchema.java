package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema (2020-12) of what a result record becomes. Every component is always there, but for one marked
 * {@link WhereWanted}; one marked {@link Nullable} may be null. Objects are left open, so that a client with an older copy of the
 * schema takes a field that came later.
 *
 * <p>Only the outermost object names its members as required. Those within are as sure to be there, but to name each of them
 * twice would take more room than all descriptions of results, in a list that every conversation pays for.
 */
final class OutputSchema {
    private OutputSchema() {}

    static ObjectNode of(Class<?> type) {
        ObjectNode schema = object(type);
        ArrayNode required = schema.putArray("required");
        schema.path("properties").fieldNames().forEachRemaining(required::add);
        return schema;
    }

    private static ObjectNode object(Class<?> type) {
        ObjectNode schema = Json.object().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        for (RecordComponent component : type.getRecordComponents()) {
            String name = Json.snakeCase(component.getName());
            ObjectNode property = component.isAnnotationPresent(WhereWanted.class)
                    ? plain(component.getAnnotatedType())
                    : of(component.getAnnotatedType());
            Description description = component.getAnnotation(Description.class);
            if (description != null) {
                property.put("description", description.value());
            }
            properties.set(name, property);
        }
        return schema;
    }

    private static ObjectNode of(AnnotatedType annotated) {
        ObjectNode schema = plain(annotated);
        if (annotated.isAnnotationPresent(Nullable.class)) {
            String type = schema.path("type").textValue();
            schema.putArray("type").add(type).add("null");
            if (schema.get("enum") instanceof ArrayNode words) {
                words.addNull();
            }
        }
        return schema;
    }

    private static ObjectNode plain(AnnotatedType annotated) {
        if (annotated instanceof AnnotatedParameterizedType list
                && ((ParameterizedType) list.getType()).getRawType() == List.class) {
            ObjectNode schema = Json.object().put("type", "array");
            schema.set("items", of(list.getAnnotatedActualTypeArguments()[0]));
            return schema;
        }
        Type type = annotated.getType();
        if (type instanceof Class<?> raw) {
            return of(raw, type);
        }
        throw new IllegalArgumentException("no schema for " + type);
    }

    private static ObjectNode of(Class<?> raw, Type type) {
        if (raw == String.class) {
            return Json.object().put("type", "string");
        }
        if (raw == int.class || raw == long.class || raw == Integer.class || raw == Long.class) {
            return Json.object().put("type", "integer");
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return Json.object().put("type", "boolean");
        }
        if (raw.isEnum()) {
            ObjectNode schema = Json.object().put("type", "string");
            ArrayNode words = schema.putArray("enum");
            for (Object constant : raw.getEnumConstants()) {
                words.add(Json.word((Enum<?>) constant));
            }
            return schema;
        }
        if (raw.isRecord()) {
            return object(raw);
        }
        throw new IllegalArgumentException("no schema for " + type);
    }
}
