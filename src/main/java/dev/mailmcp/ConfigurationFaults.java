package dev.mailmcp;

import java.util.List;

/** Why the server does not start: one line per fault, each naming its variable and the fix. No line holds a secret. */
public final class ConfigurationFaults extends RuntimeException {
    private final List<String> lines;

    public ConfigurationFaults(List<String> lines) {
        super(String.join("; ", lines));
        this.lines = List.copyOf(lines);
    }

    /** One line per fault, each naming its variable and what to do. */
    public List<String> lines() {
        return lines;
    }
}
