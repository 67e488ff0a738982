package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailmcp.value.InvalidValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One argument of a tool: how it is described to a model and how it is read, in one place, so that the two cannot differ.
 * Required until {@link #otherwise} or {@link #optional} says what its absence means.
 *
 * @param <T> what a tool gets
 */
public final class Parameter<T> {
    /** Reads a value that is there and not null. */
    @FunctionalInterface
    private interface Reading<T> {
        T read(JsonNode given) throws Wrong;
    }

    /** A value is not what it should be; the message continues the argument's name: "must be…". */
    static final class Wrong extends Exception {
        Wrong(String message) {
            super(message);
        }
    }

    private static final String HEADER = "x-mcp-header";
    private static final Set<String> MIRRORED_TYPES = Set.of("string", "integer", "boolean");

    private final String name;
    private final ObjectNode schema;
    private final Reading<T> reading;
    private final @Nullable Supplier<T> absent;

    private Parameter(String name, ObjectNode schema, Reading<T> reading, @Nullable Supplier<T> absent) {
        this.name = name;
        this.schema = schema;
        this.reading = reading;
        this.absent = absent;
    }

    /** @param description where a value comes from and what it means, for a model */
    public static Parameter<String> text(String name, String description) {
        ObjectNode schema = Json.object().put("type", "string").put("description", description);
        return new Parameter<>(name, schema, Parameter::string, null);
    }

    /** A whole number from {@code least} to {@code most}. */
    public static Parameter<Long> integer(String name, String description, long least, long most) {
        ObjectNode schema = Json.object()
                .put("type", "integer")
                .put("minimum", least)
                .put("maximum", most)
                .put("description", description);
        return new Parameter<>(name, schema, given -> whole(given, least, most), null);
    }

    /**
     * A whole number from {@code least} to {@code most} that the caller has from an earlier answer. The schema does not tell the
     * bounds: who passes a number on stays within them, and every conversation would pay for them.
     */
    public static Parameter<Long> passedOn(String name, String description, long least, long most) {
        ObjectNode schema = Json.object().put("type", "integer").put("description", description);
        return new Parameter<>(name, schema, given -> whole(given, least, most), null);
    }

    /** A list of 1 to {@code mostItems} whole numbers from {@code least} to {@code most}. */
    public static Parameter<List<Long>> integers(
            String name, String description, long least, long most, int mostItems) {
        ObjectNode schema = Json.object().put("type", "array");
        schema.putObject("items").put("type", "integer");
        schema.put("minItems", 1).put("maxItems", mostItems).put("description", description);
        return new Parameter<>(
                name,
                schema,
                given -> {
                    if (!given.isArray() || given.isEmpty() || given.size() > mostItems) {
                        throw wrong("a list of 1 to " + mostItems + " whole numbers", given);
                    }
                    return each(given, number -> whole(number, least, most));
                },
                null);
    }

    /** True or false. */
    public static Parameter<Boolean> truth(String name, String description) {
        ObjectNode schema = Json.object().put("type", "boolean").put("description", description);
        return new Parameter<>(
                name,
                schema,
                given -> {
                    if (!given.isBoolean()) {
                        throw wrong("true or false", given);
                    }
                    return given.booleanValue();
                },
                null);
    }

    /** One of an enum's constants, written in lower case. */
    public static <E extends Enum<E>> Parameter<E> choice(String name, String description, Class<E> type) {
        ObjectNode schema = Json.object().put("type", "string");
        ArrayNode words = schema.putArray("enum");
        List<E> constants = Arrays.asList(type.getEnumConstants());
        constants.forEach(constant -> words.add(Json.word(constant)));
        schema.put("description", description);
        return new Parameter<>(
                name,
                schema,
                given -> constants.stream()
                        .filter(constant -> Json.word(constant).equals(given.textValue()))
                        .findFirst()
                        .orElseThrow(() -> wrong("one of " + words, given)),
                null);
    }

    /** A list of an enum's constants, written in lower case; each counts once. */
    public static <E extends Enum<E>> Parameter<Set<E>> choices(String name, String description, Class<E> type) {
        Parameter<E> one = choice(name, description, type);
        ObjectNode schema = Json.object().put("type", "array");
        schema.set("items", one.schema.deepCopy().without("description"));
        schema.put("description", description);
        return new Parameter<>(
                name,
                schema,
                given -> {
                    if (!given.isArray()) {
                        throw wrong("a list", given);
                    }
                    Set<E> chosen = EnumSet.noneOf(type);
                    chosen.addAll(each(given, one.reading));
                    return chosen;
                },
                null);
    }

    /** A list of strings. */
    public static Parameter<List<String>> texts(String name, String description) {
        ObjectNode schema = Json.object().put("type", "array");
        schema.putObject("items").put("type", "string");
        schema.put("description", description);
        return new Parameter<>(
                name,
                schema,
                given -> {
                    if (!given.isArray()) {
                        throw wrong("a list of strings", given);
                    }
                    return each(given, Parameter::string);
                },
                null);
    }

    /** Any value, described by a schema of its own (JSON Schema 2020-12). Nothing is checked: that is left to the tool. */
    public static Parameter<JsonNode> described(String name, ObjectNode schema) {
        return new Parameter<>(name, schema, given -> given, null);
    }

    /** The same argument, read further; an {@link InvalidValue} from there is reported under the argument's name. */
    public <U> Parameter<U> as(Function<? super T, ? extends U> further) {
        Supplier<T> before = absent;
        return new Parameter<>(
                name,
                schema,
                given -> {
                    T value = reading.read(given);
                    try {
                        return further.apply(value);
                    } catch (InvalidValue e) {
                        throw new Wrong("is wrong: " + e.getMessage());
                    }
                },
                before == null ? null : () -> further.apply(before.get()));
    }

    /** The same argument, absent meaning this value; simple values are told in the schema. */
    public Parameter<T> otherwise(T value) {
        ObjectNode told = schema.deepCopy();
        switch (value) {
            case Long number -> told.put("default", number);
            case Boolean truth -> told.put("default", truth);
            case String text -> told.put("default", text);
            case Enum<?> constant -> told.put("default", Json.word(constant));
            default -> {}
        }
        return new Parameter<>(name, told, reading, () -> value);
    }

    /** The same argument, which may be left out. */
    public Parameter<Optional<T>> optional() {
        return new Parameter<>(name, schema, given -> Optional.of(reading.read(given)), Optional::empty);
    }

    /**
     * The same argument, which clients repeat in the header {@code Mcp-Param-} and this name, so that what stands between can
     * route by it (MCP 2026-07-28, Streamable HTTP, custom headers). Never for personal data: headers end up in logs.
     *
     * @param header a token (RFC 9110 §5.6.2)
     */
    public Parameter<T> mirrored(String header) {
        if (!header.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
            throw new InvalidValue("a header's name is a token");
        }
        if (!MIRRORED_TYPES.contains(schema.path("type").asText())) {
            throw new InvalidValue("only texts, whole numbers and truths are repeated in headers");
        }
        return new Parameter<>(name, schema.deepCopy().put(HEADER, header), reading, absent);
    }

    /** The schema of an object with these members and no others. */
    static ObjectNode objectSchema(List<Parameter<?>> members) {
        ObjectNode schema = Json.object().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        members.forEach(member -> properties.set(member.name(), member.schema()));
        List<String> required = members.stream()
                .filter(Parameter::required)
                .map(Parameter::name)
                .toList();
        if (!required.isEmpty()) {
            required.forEach(schema.putArray("required")::add);
        }
        return schema;
    }

    public String name() {
        return name;
    }

    /** See {@link #mirrored}. */
    Optional<String> header() {
        return Optional.ofNullable(schema.path(HEADER).textValue());
    }

    boolean required() {
        return absent == null;
    }

    ObjectNode schema() {
        return schema;
    }

    /** @param given what stands in the arguments; many clients send null for what they leave out */
    T read(@Nullable JsonNode given) throws Wrong {
        if (given != null && !given.isNull()) {
            return reading.read(given);
        }
        if (absent == null) {
            throw new Wrong("is missing");
        }
        return absent.get();
    }

    private static <T> List<T> each(JsonNode list, Reading<T> reading) throws Wrong {
        List<T> read = new ArrayList<>();
        for (JsonNode item : list) {
            read.add(reading.read(item));
        }
        return List.copyOf(read);
    }

    private static long whole(JsonNode given, long least, long most) throws Wrong {
        boolean whole = given.isNumber() && given.canConvertToExactIntegral() && given.canConvertToLong();
        if (!whole || given.longValue() < least || given.longValue() > most) {
            throw wrong("a whole number from " + least + " to " + most, given);
        }
        return given.longValue();
    }

    private static String string(JsonNode given) throws Wrong {
        if (!given.isTextual()) {
            throw wrong("a string", given);
        }
        return given.textValue();
    }

    private static Wrong wrong(String right, JsonNode given) {
        String shown = given.toString();
        return new Wrong("must be " + right + ", not " + (shown.length() > 60 ? shown.substring(0, 60) + "…" : shown));
    }
}
