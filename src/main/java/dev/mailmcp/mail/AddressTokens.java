package dev.mailmcp.mail;

/** The tokens of RFC 5322 §3.2 that keep signs of structure from having a meaning: quoted strings and comments. */
final class AddressTokens {
    /** Longer ones are text: what never closes must not be looked through from each of its parentheses. */
    private static final int LONGEST_COMMENT = 500;

    /** White space may stand behind these; around a dot it is not taken: {@code Mr. ann@example.org} is someone else. */
    private static final String BEFORE_SPACE = "@,:[";
    /** And before these. */
    private static final String BEHIND_SPACE = "@,:]";

    private AddressTokens() {}

    /** The place behind the token that begins here; of an open quote the end. Other signs are tokens of one character. */
    static int after(String text, int at) {
        return switch (text.charAt(at)) {
            case '"' -> Math.abs(closingQuote(text, at));
            case '(' -> Math.max(at + 1, comment(text, at));
            default -> at + 1;
        };
    }

    /** Whether a comment begins here, and ends somewhere. */
    static boolean isComment(String text, int at) {
        return text.charAt(at) == '(' && comment(text, at) > 0;
    }

    /** The first of these signs that is one, from a place on, or -1. */
    static int find(String text, int from, String signs) {
        for (int i = from; i < text.length(); i = after(text, i)) {
            if (signs.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    static boolean hasOpenQuote(String text) {
        int quote = find(text, 0, "\"");
        while (quote >= 0 && closingQuote(text, quote) > 0) {
            quote = find(text, after(text, quote), "\"");
        }
        return quote >= 0;
    }

    /** Without the comments and the white space that may stand in an address; other white space is one space. */
    static String bare(String text) {
        var bare = new StringBuilder();
        boolean space = false;
        boolean comment = false;
        int end;
        for (int i = 0; i < text.length(); i = end) {
            end = after(text, i);
            char c = text.charAt(i);
            if (isSpace(c)) {
                space = true;
            } else if (c == '(' && end > i + 1) {
                comment = true;
            } else {
                boolean joint = bare.isEmpty()
                        || (!space && (c == '.' || bare.charAt(bare.length() - 1) == '.'))
                        || BEFORE_SPACE.indexOf(bare.charAt(bare.length() - 1)) >= 0
                        || BEHIND_SPACE.indexOf(c) >= 0;
                bare.append((space || comment) && !joint ? " " : "").append(text, i, end);
                space = false;
                comment = false;
            }
        }
        return bare.toString();
    }

    /** Comments nest (RFC 5322 §3.2.2). */
    private static int comment(String text, int at) {
        int depth = 0;
        for (int i = at; i < text.length() && i < at + LONGEST_COMMENT; i++) {
            switch (text.charAt(i)) {
                case '\\' -> i++;
                case '(' -> depth++;
                case ')' -> {
                    if (--depth == 0) {
                        return i + 1;
                    }
                }
                default -> {}
            }
        }
        return -1;
    }

    /** @return the place behind it, or less than 0 by the length of the text when there is none */
    private static int closingQuote(String text, int at) {
        for (int i = at + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                return i + 1;
            }
        }
        return -text.length();
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
