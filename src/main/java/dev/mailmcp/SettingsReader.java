package dev.mailmcp;

import dev.mailmcp.value.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads settings one by one and remembers every fault, so that an operator sees all of them at once. */
final class SettingsReader {
    private final Environment environment;
    private final List<String> faults = new ArrayList<>();

    SettingsReader(Environment environment) {
        this.environment = environment;
    }

    /** The value as text, or the default; empty when there is neither. */
    Optional<String> text(Setting setting) {
        return environment.get(setting.name()).or(setting::defaultValue);
    }

    /** The value as text, without the default. */
    Optional<String> given(Setting setting) {
        return environment.get(setting.name());
    }

    /** The parsed value; empty when it is unset, or when it is wrong, which is then remembered. */
    <T> Optional<T> value(Setting setting, Function<String, T> parse) {
        return text(setting).flatMap(text -> {
            try {
                return Optional.of(parse.apply(text));
            } catch (InvalidValue e) {
                fault(setting, String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        });
    }

    /** As {@link #value}, but being unset is a fault too. */
    <T> Optional<T> required(Setting setting, String fix, Function<String, T> parse) {
        if (text(setting).isEmpty()) {
            fault(setting, fix);
        }
        return value(setting, parse);
    }

    void fault(Setting setting, String why) {
        faults.add(setting.name() + ": " + why);
    }

    void throwFaults() {
        if (!faults.isEmpty()) {
            throw new ConfigurationFaults(faults);
        }
    }
}
