package dev.mailmcp.mcp;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Which values fit what is typed. */
final class Fitting {
    private Fitting() {}

    /** Those that begin with it first, then those that contain it. */
    static List<String> best(List<String> values, String typed) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        return Stream.concat(
                        values.stream().filter(value -> folded(value).startsWith(wanted)),
                        values.stream().filter(value -> folded(value).indexOf(wanted) > 0))
                .distinct()
                .toList();
    }

    private static String folded(String value) {
        return value.toLowerCase(Locale.ROOT);
    }
}
