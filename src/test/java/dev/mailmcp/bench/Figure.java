package dev.mailmcp.bench;

import java.util.Optional;

/**
 * One number that a run found.
 *
 * @param subject what was measured: a tool, a number of users
 * @param measure what of it
 */
record Figure(String subject, String measure, double value, String unit, Optional<Budget> budget) {
    Figure {
        if ((subject + measure + unit).contains("\t")) {
            throw new IllegalArgumentException("a figure is a line with tabs between its columns");
        }
    }
}
