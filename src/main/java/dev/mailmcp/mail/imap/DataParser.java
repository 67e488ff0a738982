package dev.mailmcp.mail.imap;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the values of a response out of its octets. Lenient: what is not closed ends with the response, what nests deeper
 * than anyone means is skipped. Always ends, whatever it is given.
 */
final class DataParser {
    /** Servers look into a hundred levels of parts. */
    private static final int DEEPEST = 128;

    private final byte[] buffer;
    private final int end;
    private int at;

    DataParser(byte[] buffer, int from, int end) {
        this.buffer = buffer;
        this.at = from;
        this.end = end;
    }

    /** Everything up to the end. A closing parenthesis too many is passed over. */
    List<Data> rest() {
        List<Data> all = new ArrayList<>();
        while (true) {
            all.addAll(list(0));
            if (at >= end) {
                return all;
            }
        }
    }

    /** The next word, brackets not understood; empty at the end. */
    String word() {
        skipSpaces();
        int from = at;
        while (at < end && buffer[at] != ' ') {
            at++;
        }
        return latin1(from, at);
    }

    /** What is left, without leading spaces. */
    byte[] remainder() {
        skipSpaces();
        byte[] left = new byte[end - at];
        System.arraycopy(buffer, at, left, 0, left.length);
        return left;
    }

    /** Values up to a closing parenthesis, which is consumed, or the end. */
    private List<Data> list(int depth) {
        List<Data> values = new ArrayList<>();
        while (true) {
            skipSpaces();
            if (at >= end) {
                return values;
            }
            if (buffer[at] == ')') {
                at++;
                return values;
            }
            values.add(value(depth));
        }
    }

    private Data value(int depth) {
        return switch (buffer[at]) {
            case '(' -> nested(depth + 1);
            case '"' -> quoted();
            case '{' -> literal();
            case '~' -> literal8();
            default -> atom();
        };
    }

    private Data nested(int depth) {
        at++;
        if (depth > DEEPEST) {
            skipList();
            return Data.Nil.NIL;
        }
        return new Data.Items(list(depth));
    }

    private Data quoted() {
        int from = ++at;
        while (at < end && buffer[at] != '"' && buffer[at] != '\\') {
            at++;
        }
        if (at >= end || buffer[at] == '"') {
            return new Data.Octets(buffer, from, Math.min(end, at++));
        }
        var unescaped = new ByteArrayOutputStream();
        unescaped.write(buffer, from, at - from);
        while (at < end && buffer[at] != '"') {
            if (buffer[at] == '\\' && at + 1 < end) {
                at++;
            }
            unescaped.write(buffer[at++]);
        }
        at++;
        byte[] bytes = unescaped.toByteArray();
        return new Data.Octets(bytes, 0, bytes.length);
    }

    private Data literal() {
        int open = at++;
        long size = 0;
        while (at < end && buffer[at] >= '0' && buffer[at] <= '9' && size <= Integer.MAX_VALUE) {
            size = size * 10 + (buffer[at++] - '0');
        }
        if (at + 2 < end && buffer[at] == '}' && buffer[at + 1] == '\r' && at + 3 + size <= end) {
            int from = at + 3;
            at = from + (int) size;
            return new Data.Octets(buffer, from, at);
        }
        // Not a literal after all: a brace within words.
        at = open + 1;
        return new Data.Atom("{");
    }

    /** RFC 9051 §4.3.1. */
    private Data literal8() {
        if (at + 1 >= end || buffer[at + 1] != '{') {
            return atom();
        }
        at++;
        return literal();
    }

    private Data atom() {
        int from = at;
        while (at < end && !endsAtom(buffer[at])) {
            if (buffer[at] == '[' && isSection(latin1(from, at))) {
                passBrackets();
            }
            at++;
        }
        String text = latin1(from, Math.min(at, end));
        return text.equalsIgnoreCase("NIL") ? Data.Nil.NIL : new Data.Atom(text);
    }

    /** Whether brackets after this word hold a section (RFC 9051 §9 msg-att); within a keyword they are letters like others. */
    private static boolean isSection(String word) {
        return word.equalsIgnoreCase("BODY") || word.regionMatches(true, 0, "BINARY", 0, 6);
    }

    /** Moves onto the closing bracket, so that {@code BODY[HEADER.FIELDS (SUBJECT)]} is one word; stays if there is none. */
    private void passBrackets() {
        for (int i = at; i < end; i++) {
            if (buffer[i] == ']') {
                at = i;
                return;
            }
        }
    }

    private static boolean endsAtom(byte b) {
        return b == ' ' || b == '(' || b == ')' || b == '"' || b == '{';
    }

    /** Skips to the end of a list whose parenthesis was just read, without recursion. */
    private void skipList() {
        int open = 1;
        while (at < end && open > 0) {
            switch (buffer[at]) {
                case '(' -> {
                    open++;
                    at++;
                }
                case ')' -> {
                    open--;
                    at++;
                }
                case '"' -> quoted();
                case '{' -> literal();
                default -> at++;
            }
        }
    }

    private void skipSpaces() {
        while (at < end && (buffer[at] == ' ' || buffer[at] == '\r' || buffer[at] == '\n')) {
            at++;
        }
    }

    private String latin1(int from, int to) {
        return new String(buffer, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
