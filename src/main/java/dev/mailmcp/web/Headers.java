package dev.mailmcp.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Header fields in order; names are compared without case (RFC 9110 §5.1). */
public record Headers(List<Map.Entry<String, String>> fields) {
    /** No header at all. */
    public static final Headers NONE = new Headers(List.of());

    public Headers {
        fields = List.copyOf(fields);
    }

    /** Names and values in turn. */
    public static Headers of(String... namesAndValues) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(Map.entry(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new Headers(fields);
    }

    /** Every value of a header, in order; names have no case (RFC 9110 §5.1). */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(1);
        for (Map.Entry<String, String> field : fields) {
            if (field.getKey().equalsIgnoreCase(name)) {
                values.add(field.getValue());
            }
        }
        return Collections.unmodifiableList(values);
    }

    /** These fields, then the other ones. */
    public Headers and(Headers other) {
        List<Map.Entry<String, String>> both = new ArrayList<>(fields);
        both.addAll(other.fields);
        return new Headers(both);
    }

    /** These fields without any of that name, then the given one. */
    public Headers with(String name, String value) {
        List<Map.Entry<String, String>> changed = new ArrayList<>(fields);
        changed.removeIf(field -> field.getKey().equalsIgnoreCase(name));
        changed.add(Map.entry(name, value));
        return new Headers(changed);
    }
}
