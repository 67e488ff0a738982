package dev.mailmcp.mail;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the tokens of a search in words, left to right. Curly quotes count as straight ones. */
final class WordScanner {
    /** A name of letters, a colon, and no second one or slash: not {@code 12:30}, {@code http://…} or {@code std::sort}. */
    private static final Pattern OPERATOR = Pattern.compile("([A-Za-z_]{2,20}):(?![:/])");

    private static final String ENDS_WORD = "(){}\"";

    private final String query;
    private int at;

    WordScanner(String query) {
        this.query = query.replace('\u201c', '"').replace('\u201d', '"').replace('\u201e', '"');
    }

    int position() {
        return at;
    }

    /** What comes next after any spaces; 0 at the end. */
    char next() {
        while (at < query.length() && isSpace(query.charAt(at))) {
            at++;
        }
        return at < query.length() ? query.charAt(at) : 0;
    }

    void skip() {
        at++;
    }

    /** Consumes a word in capitals that joins others, if it is next and something follows it. */
    boolean takes(String joining) {
        next();
        int end = at + joining.length();
        boolean there = query.startsWith(joining, at)
                && (end == query.length() || isSpace(query.charAt(end)) || ENDS_WORD.indexOf(query.charAt(end)) >= 0);
        if (there) {
            at = end;
        }
        return there;
    }

    /** Consumes a minus that stands right before what it negates. */
    boolean takesMinus() {
        boolean there = next() == '-' && at + 1 < query.length() && !isSpace(query.charAt(at + 1));
        if (there) {
            at++;
        }
        return there;
    }

    /** Consumes {@code name:} and gives the name as it is written; empty when none is next. */
    String operator() {
        Matcher operator = OPERATOR.matcher(query).region(at, query.length());
        if (!operator.lookingAt()) {
            return "";
        }
        at = operator.end();
        return operator.group(1);
    }

    /** Whether a space or the end is next. */
    boolean atGap() {
        return at == query.length() || isSpace(query.charAt(at));
    }

    /** Up to a space, a bracket or a quote; may be empty. */
    String word() {
        int start = at;
        while (at < query.length() && !isSpace(query.charAt(at)) && ENDS_WORD.indexOf(query.charAt(at)) < 0) {
            at++;
        }
        return query.substring(start, at);
    }

    /** What stands between the quote that is next and the one after it. */
    String phrase() {
        int start = at;
        int close = query.indexOf('"', start + 1);
        if (close < 0) {
            throw SearchScanner.fault(start, "a quote is not closed", "For example \"annual report\".");
        }
        at = close + 1;
        return query.substring(start + 1, close).strip();
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || c == '\u00a0';
    }
}
