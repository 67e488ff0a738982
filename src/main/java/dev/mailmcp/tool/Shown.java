package dev.mailmcp.tool;

import dev.mailmcp.mail.Address;
import dev.mailmcp.mail.Flag;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a stranger wrote within bounds, so that no mail can flood a result. */
final class Shown {
    private static final int LONGEST_LINE = 300;
    private static final int MOST_FLAGS = 30;

    private Shown() {}

    /** One line, cut with an ellipsis where it is longer than any honest one. */
    static String line(String text) {
        if (text.length() <= LONGEST_LINE) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_LINE - 1)) ? LONGEST_LINE - 1 : LONGEST_LINE;
        return text.substring(0, end) + "…";
    }

    /** {@link #line} of what is {@link OneLine}. */
    static String oneLine(String text) {
        return line(OneLine.of(text));
    }

    /** At most so many addresses; where there are more, a last entry says how many. */
    static List<String> addresses(List<Address> addresses, int most) {
        List<String> shown = new ArrayList<>();
        addresses.stream().limit(most).forEach(address -> shown.add(line(address.display())));
        if (addresses.size() > most) {
            shown.add("(and " + (addresses.size() - most) + " more)");
        }
        return List.copyOf(shown);
    }

    static List<String> flags(List<Flag> flags) {
        return flags.stream().limit(MOST_FLAGS).map(Flag::value).toList();
    }
}
