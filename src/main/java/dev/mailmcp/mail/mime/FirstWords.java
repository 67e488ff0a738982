package dev.mailmcp.mail.mime;

import java.util.Optional;
import java.util.regex.Pattern;

/** What a text begins with, on the one line that a list has room for. */
public final class FirstWords {
    /** As many characters as RFC 8970 §4.1 wants a server to tell at most. */
    private static final int MOST = 200;

    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");

    private FirstWords() {}

    /**
     * Of plain text, or of a preview that a server made.
     *
     * @return at most 200 characters (code points) on one line, with nothing in it that a person would not see; empty when
     *     nothing is left
     */
    public static Optional<String> of(String text) {
        String line = SPACE.matcher(HeaderText.printable(Invisible.strip(text).text()))
                .replaceAll(" ")
                .strip();
        boolean fits = line.length() <= MOST || line.codePointCount(0, line.length()) <= MOST;
        String first = fits ? line : line.substring(0, line.offsetByCodePoints(0, MOST));
        return Optional.of(first.strip()).filter(words -> !words.isEmpty());
    }

    /** The author's own, where there are any: an answer below what it quotes begins with somebody else's. */
    public static Optional<String> ofPlain(String text) {
        String own = PlainQuotes.trim(text, true, true).text().replace(PlainQuotes.GAP, " ");
        return of(own).or(() -> of(text));
    }

    /** @param html may be cut off anywhere; of links only what they show */
    public static Optional<String> ofHtml(String html) {
        return of(HtmlText.shown(html));
    }
}
