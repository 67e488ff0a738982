package dev.mailmcp.bench;

import java.util.Locale;

/** What a figure may be, the limit included. */
record Budget(double limit, Side side) {
    /** On which side of the limit a figure has to be. */
    enum Side {
        AT_MOST("at most"),
        AT_LEAST("at least");

        private final String words;

        Side(String words) {
            this.words = words;
        }
    }

    static Budget atMost(double limit) {
        return new Budget(limit, Side.AT_MOST);
    }

    static Budget atLeast(double limit) {
        return new Budget(limit, Side.AT_LEAST);
    }

    boolean isMetBy(double value) {
        return switch (side) {
            case AT_MOST -> value <= limit;
            case AT_LEAST -> value >= limit;
        };
    }

    /** For a table. */
    String words() {
        return side.words + " " + (limit == Math.rint(limit) ? String.format(Locale.ROOT, "%,.0f", limit) : limit);
    }

    /** For a table, behind a figure. */
    String verdict(double value) {
        return isMetBy(value) ? "met" : "MISSED";
    }
}
