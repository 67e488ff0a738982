package dev.mailmcp.tool;

import dev.mailmcp.mail.Beginning;
import dev.mailmcp.mail.BodyReader;
import dev.mailmcp.mail.BodyReader.Form;
import dev.mailmcp.mail.BodyReader.Omission;
import dev.mailmcp.mail.BodyReader.Wish;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a person would see first of a message, on the one line that a list has room for. */
@Singleton
public final class FirstWords {
    /** Characters (code points), as many as a server should tell at most (RFC 8970 §4.1). */
    private static final int MOST = 200;

    private static final Wish ALL = new Wish(Form.WORDS, Set.of(), false);
    private static final Wish OWN = new Wish(Form.WORDS, Set.of(Omission.values()), false);
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\s]]");
    private static final Pattern HALF = Pattern.compile("\\p{Cs}");
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");

    private final BodyReader reader;

    public FirstWords(BodyReader reader) {
        this.reader = reader;
    }

    /**
     * The author's own words, where there are any: an answer below what it quotes begins with somebody else's.
     *
     * @return at most 200 characters; empty when nothing is to be seen
     */
    public Optional<String> of(Beginning beginning) {
        String text = beginning.text();
        return switch (beginning.kind()) {
            case PREVIEW -> line(reader.plain(text, ALL).text());
            case PLAIN ->
                line(reader.plain(text, OWN).text())
                        .or(() -> line(reader.plain(text, ALL).text()));
            case HTML ->
                line(reader.html(text, OWN).text())
                        .or(() -> line(reader.html(text, ALL).text()));
        };
    }

    private static Optional<String> line(String text) {
        String printable = HALF.matcher(
                        CONTROL.matcher(text.replace(BodyReader.GAP, " ")).replaceAll(""))
                .replaceAll("\uFFFD");
        String line = SPACE.matcher(printable).replaceAll(" ").strip();
        boolean fits = line.length() <= MOST || line.codePointCount(0, line.length()) <= MOST;
        String first = fits ? line : line.substring(0, line.offsetByCodePoints(0, MOST));
        return Optional.of(first.strip()).filter(words -> !words.isEmpty());
    }
}
