package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The arguments of one tool call, all read and checked before the tool starts. */
public final class Arguments {
    private final Map<Parameter<?>, Object> values;

    private Arguments(Map<Parameter<?>, Object> values) {
        this.values = values;
    }

    /** @throws ToolError naming everything that is wrong, why, and what would be right */
    static Arguments read(List<Parameter<?>> parameters, ObjectNode given) {
        List<String> faults = new ArrayList<>();
        List<String> known = parameters.stream().map(Parameter::name).toList();
        given.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                faults.add(NearestName.unknown(name, known));
            }
        });
        Map<Parameter<?>, Object> values = new HashMap<>();
        for (Parameter<?> parameter : parameters) {
            try {
                values.put(parameter, parameter.read(given.get(parameter.name())));
            } catch (Parameter.Wrong e) {
                faults.add(parameter.name() + " " + e.getMessage());
            }
        }
        if (!faults.isEmpty()) {
            throw ToolError.invalidArgument(String.join("; ", faults), "This tool takes: " + listing(parameters) + ".");
        }
        return new Arguments(values);
    }

    /** @param parameter one of the tool's definition */
    public <T> T get(Parameter<T> parameter) {
        Object value = values.get(parameter);
        if (value == null) {
            throw new IllegalArgumentException("not a parameter of this tool: " + parameter.name());
        }
        @SuppressWarnings("unchecked") // read() put what this very parameter gave.
        T typed = (T) value;
        return typed;
    }

    private static String listing(List<Parameter<?>> parameters) {
        return parameters.stream()
                .map(parameter -> parameter.name() + (parameter.required() ? " (required)" : ""))
                .collect(Collectors.joining(", "));
    }
}
