package dev.mailmcp.web;

import java.util.Map;
import java.util.TreeMap;

/**
 * What answers under one path.
 *
 * @param path exact ({@code /mcp}, which also answers {@code /mcp/}), or a prefix ending in {@code /*}
 * @param methods a handler per method; {@code "*"} takes every other method. HEAD falls back to GET. Any other method gets 405.
 * @param cors whether browsers of other origins may read the answer
 */
public record Route(String path, Map<String, Handler> methods, Cors cors) {
    public Route {
        methods = Map.copyOf(new TreeMap<>(methods));
    }

    /** A path that answers GET, and HEAD with it. */
    public static Route get(String path, Cors cors, Handler handler) {
        return new Route(path, Map.of("GET", handler), cors);
    }

    /** A path that answers POST alone. */
    public static Route post(String path, Cors cors, Handler handler) {
        return new Route(path, Map.of("POST", handler), cors);
    }

    boolean matches(String requested) {
        if (path.endsWith("/*")) {
            return requested.startsWith(path.substring(0, path.length() - 1));
        }
        return requested.equals(path) || requested.equals(path + "/");
    }
}
