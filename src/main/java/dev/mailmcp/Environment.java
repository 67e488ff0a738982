package dev.mailmcp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where settings come from: the process environment, then {@code .env} in the working directory, then the defaults. */
@FunctionalInterface
public interface Environment {
    /** The value of a variable, trimmed; empty when it is unset or blank. Defaults are not applied here. */
    Optional<String> get(String name);

    /** System properties, the environment of this process, then a {@code .env} file where one stands. */
    static Environment ofProcess() {
        Map<String, String> file = readFile(Path.of(".env"));
        return name -> Optional.ofNullable(System.getProperty(name))
                .or(() -> Optional.ofNullable(System.getenv(name)))
                .or(() -> Optional.ofNullable(file.get(name)))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    static Environment of(Map<String, String> values) {
        Map<String, String> copy = Map.copyOf(values);
        return name -> Optional.ofNullable(copy.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** {@code NAME=value} lines; {@code #} starts a comment line; quotes around a value are taken off. */
    static Map<String, String> readFile(Path file) {
        Map<String, String> values = new LinkedHashMap<>();
        if (!Files.isRegularFile(file)) {
            return values;
        }
        try {
            for (String line : Files.readAllLines(file)) {
                String trimmed = line.strip();
                int equals = trimmed.indexOf('=');
                if (trimmed.startsWith("#") || equals < 1) {
                    continue;
                }
                String name = trimmed.substring(0, equals).strip();
                values.put(
                        name.startsWith("export ") ? name.substring(7).strip() : name,
                        unquote(trimmed.substring(equals + 1).strip()));
            }
            return values;
        } catch (IOException _) {
            throw new ConfigurationFaults(java.util.List.of(".env: cannot be read; check its permissions"));
        }
    }

    private static String unquote(String value) {
        boolean quoted = value.length() >= 2
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
