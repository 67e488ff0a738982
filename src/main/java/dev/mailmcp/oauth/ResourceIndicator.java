package dev.mailmcp.oauth;

import dev.mailmcp.web.BaseUrl;
import java.util.List;
import java.util.Locale;

/** The one protected resource that grants are for (RFC 8707). */
final class ResourceIndicator {
    private static final int LONGEST = 512;

    private final String resource;
    private final String origin;

    ResourceIndicator(BaseUrl base) {
        this.origin = base.value();
        this.resource = base.at("/mcp");
    }

    String value() {
        return resource;
    }

    /**
     * Whether what a client named is ours: nothing, the resource, or the origin alone. Clients differ in a trailing slash and in
     * the case of scheme and host.
     */
    boolean accepts(List<String> named) {
        List<String> given = named.stream().filter(value -> !value.isEmpty()).toList();
        return given.size() <= 1 && given.stream().allMatch(value -> value.length() <= LONGEST && isOurs(value));
    }

    private boolean isOurs(String value) {
        String bare = value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
        int path = bare.indexOf('/', bare.indexOf("//") + 2);
        String normal = path < 0
                ? bare.toLowerCase(Locale.ROOT)
                : bare.substring(0, path).toLowerCase(Locale.ROOT) + bare.substring(path);
        return normal.equals(resource) || normal.equals(origin);
    }
}
