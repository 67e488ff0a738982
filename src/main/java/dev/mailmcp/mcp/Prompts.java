package dev.mailmcp.mcp;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All prompts of the server by name, in the order of their names. */
public final class Prompts {
    /** A server without any. */
    public static final Prompts NONE = new Prompts(List.of());

    private final Map<String, Prompt> prompts = new TreeMap<>();

    public Prompts(List<Prompt> prompts) {
        for (Prompt prompt : prompts) {
            if (this.prompts.put(prompt.definition().name(), prompt) != null) {
                throw new IllegalStateException(
                        "two prompts are named " + prompt.definition().name());
            }
        }
    }

    boolean isEmpty() {
        return prompts.isEmpty();
    }

    Optional<Prompt> named(String name) {
        return Optional.ofNullable(prompts.get(name));
    }

    Collection<Prompt> all() {
        return prompts.values();
    }
}
