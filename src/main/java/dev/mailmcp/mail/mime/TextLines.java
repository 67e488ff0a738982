package dev.mailmcp.mail.mime;

import java.util.ArrayDeque;
import java.util.Deque;

/** Lays text out in lines: collapses white space, keeps track of quotes and lists, and of what separates what. */
final class TextLines {
    private static final int DEEPEST_SHOWN = 8;
    private static final String FILLER = "\u034f\u200b\ufeff\u00ad\u2060";
    private static final String JOINERS = "\u200c\u200d";

    private final StringBuilder out = new StringBuilder();
    private final Deque<int[]> lists = new ArrayDeque<>();
    private final Deque<Integer> links = new ArrayDeque<>();
    private int quotes;
    private int pres;
    private int breaks;
    private boolean space;
    private boolean separator;
    private String marker = "";
    private String joiner = "";
    private int quotesBefore;

    void text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' && pres > 0) {
                lineBreak();
            } else if (pres > 0 && (c == ' ' || c == '\t')) {
                put(c);
            } else if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                space = true;
            } else if (JOINERS.indexOf(c) >= 0) {
                joiner = String.valueOf(c); // It means something between two letters only.
            } else if (FILLER.indexOf(c) < 0 && !Character.isISOControl(c)) {
                put(c);
            }
        }
    }

    void word(String word) {
        text(" " + word + " ");
    }

    /** The next text stands on a line of its own. */
    void atLineStart() {
        breaks = Math.max(breaks, 1);
    }

    void paragraph() {
        breaks = 2;
    }

    void lineBreak() {
        breaks = Math.min(breaks + 1, 3);
    }

    /** A cell that follows another on the same line is set apart from it. */
    void cell() {
        separator = !atStartOfLine() && breaks == 0;
        space = true;
    }

    void openLink() {
        links.push(out.length());
    }

    void closeLink(String target) {
        int start = links.isEmpty() ? out.length() : links.pop();
        String shown = out.substring(Math.min(start, out.length())).strip();
        String bare = target.replaceFirst("(?i)^(mailto|tel):", "");
        boolean told = shown.equals(target) || shown.equals(bare) || (shown + "/").equals(target);
        if (!target.isEmpty() && !told && !shown.isEmpty()) {
            space = false;
            text(" (");
            text(bare + ")");
        }
    }

    void openQuote() {
        quotes++;
    }

    void closeQuote() {
        quotes--;
    }

    void openPre() {
        pres++;
    }

    void closePre() {
        pres--;
    }

    void openList(boolean numbered) {
        lists.push(new int[] {numbered ? 1 : 0});
    }

    void closeList() {
        lists.poll();
    }

    boolean inList() {
        return !lists.isEmpty();
    }

    void item() {
        atLineStart();
        int[] number = lists.peek();
        marker = number == null || number[0] == 0 ? "- " : number[0]++ + ". ";
    }

    String text() {
        return out.toString().replaceAll("[ \t]+\n", "\n").strip();
    }

    private void put(char c) {
        if (breaks > 0 || out.isEmpty()) {
            startLine();
        } else if (separator) {
            out.append(" | ");
        } else {
            out.append(space ? " " : joiner);
        }
        joiner = "";
        space = false;
        separator = false;
        out.append(c);
    }

    private void startLine() {
        String quote = "> ".repeat(Math.min(quotes, DEEPEST_SHOWN));
        if (!out.isEmpty()) {
            out.append('\n');
            String between = "> ".repeat(Math.min(Math.min(quotes, quotesBefore), DEEPEST_SHOWN));
            for (int i = 1; i < breaks; i++) {
                out.append(between).append('\n');
            }
        }
        breaks = 0;
        quotesBefore = quotes;
        out.append(quote);
        int indent = Math.min(lists.size(), DEEPEST_SHOWN);
        if (!marker.isEmpty()) {
            out.append("  ".repeat(Math.max(0, indent - 1))).append(marker);
            marker = "";
        } else {
            out.append("  ".repeat(indent));
        }
    }

    private boolean atStartOfLine() {
        return out.isEmpty() || out.charAt(out.length() - 1) == '\n';
    }
}
