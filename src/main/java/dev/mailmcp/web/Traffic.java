package dev.mailmcp.web;

/** Told of every answer, for an operator's figures. */
@FunctionalInterface
public interface Traffic {
    /** Nobody counts. */
    Traffic UNCOUNTED = (_, _) -> {};

    /**
     * Must not block or throw.
     *
     * @param route the route's path, which is ours and one of a few; {@code ?} when nothing is served there
     * @param status of the answer; a stream may still break after it
     */
    void answered(String route, int status);
}
