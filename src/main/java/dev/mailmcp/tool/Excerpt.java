package dev.mailmcp.tool;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of a long text.
 *
 * @param nextOffset where the rest begins, in UTF-16 units; null at the end
 */
record Excerpt(String text, @Nullable Long nextOffset) {
    /** From {@code offset}, at most {@code most} characters, never through the middle of a surrogate pair. */
    static Excerpt of(String whole, long offset, long most) {
        int from = boundary(whole, Math.min(offset, whole.length()));
        int to = boundary(whole, Math.min(from + most, whole.length()));
        return new Excerpt(whole.substring(from, to), to < whole.length() ? (long) to : null);
    }

    private static int boundary(String whole, long index) {
        int at = Math.toIntExact(index);
        boolean inside = at > 0 && at < whole.length() && Character.isLowSurrogate(whole.charAt(at));
        return inside && Character.isHighSurrogate(whole.charAt(at - 1)) ? at - 1 : at;
    }
}
