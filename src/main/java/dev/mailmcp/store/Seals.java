package dev.mailmcp.store;

/**
 * Which keys sealed a grant's tokens, by their names.
 *
 * @param newest of the newest generation
 * @param before of the generation before; the same where there was none. Its tokens are needed until the newest are seen in use
 */
public record Seals(String newest, String before) {
    /** Where an earlier version made the grant. */
    public static final Seals UNKNOWN = new Seals("", "");

    /** The first generation. */
    public static Seals of(String key) {
        return new Seals(key, key);
    }

    /** One generation further. */
    Seals next(String key) {
        return new Seals(key, newest);
    }
}
