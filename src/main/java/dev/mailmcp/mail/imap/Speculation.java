package dev.mailmcp.mail.imap;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is fetched of a message's text before its structure is known, or along with it: most texts are short and stand at the
 * beginning, and one flight that may bring some octets in vain is quicker than two.
 *
 * @param items of FETCH, each with a space before it
 */
record Speculation(String items) {
    /** So much of each. */
    static final int FIRST = 64 * 1024;
    /** Text parts asked for at once; a message with more is a construction. */
    private static final int MOST_PARTS = 8;

    /** The beginning of whatever the message holds. */
    static Speculation onText() {
        return new Speculation(item("TEXT"));
    }

    /** The beginnings of what will be read, and nothing of its attachments. */
    static Speculation onParts(Part structure) {
        MessageParts parts = MessageParts.of(structure);
        return new Speculation(Stream.of(parts.plain(), parts.html(), parts.meant())
                .flatMap(List::stream)
                .map(Part::section)
                .distinct()
                .limit(MOST_PARTS)
                .map(Speculation::item)
                .collect(Collectors.joining()));
    }

    private static String item(String section) {
        return " BODY.PEEK[" + section + "]<0." + FIRST + ">";
    }
}
