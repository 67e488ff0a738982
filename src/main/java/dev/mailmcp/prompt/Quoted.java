package dev.mailmcp.prompt;

import dev.mailmcp.tool.OneLine;

/** A value within a prompt: on one line, in double quotes that it cannot leave, and short. */
final class Quoted {
    private static final int LONGEST = 500;

    private Quoted() {}

    /** As a quoted string of IMAP (RFC 9051 §4.3), which models read without trouble. */
    static String value(String text) {
        String line = OneLine.of(text);
        String cut = line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
        // A backtick would end the code that a query stands in; none is needed to find a mail.
        return '"' + cut.replace("\\", "\\\\").replace("\"", "\\\"").replace('`', '\'') + '"';
    }
}
