package dev.mailmcp.mcp;

import java.util.List;
import java.util.Optional;

/** Where all resources of the server come from. */
public final class Resources {
    /** A server without any. */
    public static final Resources NONE = new Resources(List.of());

    private final List<ResourceSource> sources;

    public Resources(List<ResourceSource> sources) {
        this.sources = List.copyOf(sources);
    }

    boolean isEmpty() {
        return sources.isEmpty();
    }

    List<ResourceSource> all() {
        return sources;
    }

    Optional<ResourceSource> covering(String uri) {
        return sources.stream().filter(source -> source.covers(uri)).findFirst();
    }
}
