package dev.mailmcp.tool;

import java.util.regex.Pattern;

/** A stranger's text on one line, with nothing in it that a person would not see. */
public final class OneLine {
    /** What begins another line, directs how the rest is read, or shows nothing. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    private OneLine() {}

    /** As long as it was. */
    public static String of(String text) {
        return UNSEEN.matcher(text).replaceAll(" ").strip();
    }
}
