package dev.mailmcp.mcp;

import dev.mailmcp.value.InvalidValue;

/**
 * How much one caller may ask of this process (MCP, tools, security considerations: invocations are rate limited).
 *
 * @param atOnce how many pieces of work may be under way
 * @param perSecond how many may begin each second, for as long as one likes
 * @param burst how many may begin at once after a time of rest
 */
public record Allowance(int atOnce, int perSecond, int burst) {
    private static final int REST_SECONDS = 6;

    public Allowance {
        if (atOnce < 1 || perSecond < 1 || burst < perSecond) {
            throw new InvalidValue("an allowance lets at least one call pass, and a burst at least a second's calls");
        }
    }

    /** With a burst of what a few seconds of rest save up: a model that starts a task asks for much at a time. */
    public static Allowance of(int atOnce, int perSecond) {
        return new Allowance(atOnce, perSecond, perSecond * REST_SECONDS);
    }
}
