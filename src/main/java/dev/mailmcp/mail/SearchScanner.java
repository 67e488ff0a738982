package dev.mailmcp.mail;

import dev.mailmcp.mail.MailException.Fault;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the words, strings and numbers of a search query (RFC 9051 §9), left to right. */
final class SearchScanner {
    private static final int LONGEST = 4000;
    private static final String ENDS_WORD = "()\"";
    private static final char SAVED = '$';
    private static final String NEVER_BARE = "{%*\\";
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d{1,9})\\+?}\\r?\\n");
    private static final String NUMBER_OR_STAR = "(?:[1-9]\\d{0,9}|\\*)";
    private static final Pattern SEQUENCE_SET =
            Pattern.compile("(?:R(?::R)?,)*(?:R(?::R)?|\\$)".replace("R", NUMBER_OR_STAR));

    private final String query;
    private int at;

    SearchScanner(String query) {
        mustBeShort(query);
        this.query = query;
    }

    static void mustBeShort(String query) {
        if (query.length() > LONGEST) {
            throw fault(LONGEST, "the query is longer than " + LONGEST + " characters", "Write a shorter query.");
        }
    }

    boolean atEnd() {
        return at >= query.length();
    }

    char peek() {
        return query.charAt(at);
    }

    void skip() {
        at++;
    }

    int position() {
        return at;
    }

    void back(int position) {
        at = position;
    }

    void skipSpace() {
        while (!atEnd() && isSpace(peek())) {
            at++;
        }
    }

    /** After a key: space, or the end of what it stands in. */
    void needGap() {
        int before = at;
        skipSpace();
        if (at == before && !atEnd() && peek() != ')') {
            throw fault(at, "a space is missing between two keys", "For example SEEN FROM \"ann\".");
        }
    }

    /** Up to a space, a parenthesis or a quote. */
    String word() {
        int start = at;
        while (!atEnd() && !isSpace(peek()) && ENDS_WORD.indexOf(peek()) < 0) {
            at++;
        }
        return query.substring(start, at);
    }

    /** Up to a space or a parenthesis; in quotes or not. */
    String rawWord() {
        return !atEnd() && peek() == '"' ? quoted() : word();
    }

    /** Text: a quoted string, a literal, or a bare word (RFC 9051 §4.3). */
    String astring(String key) {
        if (peek() == '"') {
            return quoted();
        }
        if (peek() == '{') {
            return literal();
        }
        int start = at;
        String word = word();
        for (int i = 0; i < word.length(); i++) {
            if (NEVER_BARE.indexOf(word.charAt(i)) >= 0 || isControl(word.charAt(i))) {
                throw fault(
                        start + i,
                        "this character cannot stand in a text without quotes",
                        "Put the text in quotes: " + SearchHints.example(key)
                                + " There are no wildcards: any part of the text matches.");
            }
        }
        if (word.isEmpty()) {
            throw fault(start, key + " needs a text after it", SearchHints.example(key));
        }
        return word;
    }

    private String quoted() {
        int start = at++;
        StringBuilder text = new StringBuilder();
        while (!atEnd() && peek() != '"') {
            char c = query.charAt(at++);
            if (c == '\\') {
                if (atEnd() || (peek() != '"' && peek() != '\\')) {
                    throw fault(at - 1, "a \\ in quotes stands before \" or \\ only", "Write \\\\ for a backslash.");
                }
                c = query.charAt(at++);
            } else if (c == '\0' || c == '\r' || c == '\n') {
                throw fault(at - 1, "a control character", "Leave it out; a text is on one line.");
            }
            text.append(c);
        }
        if (atEnd()) {
            throw fault(start, "a quote is not closed", "For example SUBJECT \"offer\".");
        }
        at++;
        return text.toString();
    }

    /** The count is of octets in UTF-8. */
    private String literal() {
        int start = at;
        Matcher opening = LITERAL.matcher(query).region(at, query.length());
        if (!opening.lookingAt()) {
            throw fault(start, "not a literal", "A literal is {5}, a line break and 5 octets; quotes are simpler.");
        }
        byte[] rest = query.substring(opening.end()).getBytes(StandardCharsets.UTF_8);
        int length = Integer.parseInt(opening.group(1));
        boolean cutsCharacter = length < rest.length && (rest[length] & 0xc0) == 0x80;
        if (length > rest.length || cutsCharacter) {
            throw fault(
                    start,
                    "the literal's count does not fit the text after it",
                    "It counts octets in UTF-8; quotes are simpler.");
        }
        String text = new String(rest, 0, length, StandardCharsets.UTF_8);
        if (text.indexOf('\0') >= 0) {
            throw fault(start, "a control character", "Leave it out.");
        }
        at = opening.end() + text.length();
        return text;
    }

    LocalDate date(String key) {
        int start = at;
        return SearchDate.of(rawWord())
                .orElseThrow(() -> fault(start, "not a date", key + " takes a day such as 1-Feb-2026 or 2026-02-01."));
    }

    long number(String key, long least) {
        int start = at;
        String text = rawWord();
        if (!text.matches("\\d{1,19}")) {
            throw fault(start, "not a number", SearchHints.example(key));
        }
        // RFC 9051 §9 number64: 63 bits.
        BigInteger number = new BigInteger(text);
        if (number.bitLength() > 63 || number.longValue() < least) {
            throw fault(start, "not a number", SearchHints.example(key));
        }
        return number.longValue();
    }

    static boolean isSequenceStart(String word) {
        if (word.isEmpty()) {
            return false;
        }
        char first = word.charAt(0);
        boolean saved = first == SAVED && (word.length() == 1 || ",:".indexOf(word.charAt(1)) >= 0);
        return saved || first == '*' || (first >= '0' && first <= '9');
    }

    /** @return the set as written; its numbers are 1 to 2^32-1, and {@code $} may end it */
    String sequenceSet(String word, int start) {
        if (!SEQUENCE_SET.matcher(word).matches()) {
            throw fault(start, "not a set of message numbers", "For example UID 1:100,205 or UID 300:*.");
        }
        for (String number : word.split("[:,]", -1)) {
            if (Character.isDigit(number.charAt(0)) && Long.parseLong(number) > Uid.HIGHEST) {
                throw fault(start, "a message number is over 4294967295", "For example UID 1:100.");
            }
        }
        return word;
    }

    /** @param position from 0; told from 1 */
    static MailException fault(int position, String problem, String hint) {
        return new MailException(
                Fault.BAD_QUERY, "the search query is wrong at position " + (position + 1) + ": " + problem, hint);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static boolean isControl(char c) {
        return c < 0x20 || c == 0x7f;
    }
}
