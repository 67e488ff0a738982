package dev.mailmcp.mail.smtp;

import dev.mailmcp.mail.ServerWords;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads replies, however many lines they have, within bounds. */
final class ReplyReader {
    /** RFC 5321 §4.5.3.1.5 says 512. */
    private static final int LONGEST_LINE = 4096;

    private static final int MOST_LINES = 200;

    private final InputStream in;
    private final byte[] buffer = new byte[4096];
    private int position;
    private int filled;

    ReplyReader(InputStream in) {
        this.in = in;
    }

    /** What the server sent is not SMTP. Its message is ours. */
    static final class Nonsense extends IOException {
        Nonsense(String what) {
            super(what);
        }
    }

    /** @throws EOFException when the server hung up */
    Reply read() throws IOException {
        List<String> texts = new ArrayList<>();
        while (texts.size() < MOST_LINES) {
            String line = line();
            if (!line.matches("(?s)[2-5][0-9]{2}([ -].*)?")) {
                throw new Nonsense("something that is not SMTP");
            }
            texts.add(ServerWords.printable(line.length() > 4 ? line.substring(4) : "", LONGEST_LINE));
            if (line.length() == 3 || line.charAt(3) == ' ') {
                return new Reply(Integer.parseInt(line.substring(0, 3)), texts);
            }
        }
        throw new Nonsense("a reply of more than " + MOST_LINES + " lines");
    }

    /** Whether something has arrived that nobody asked for. */
    boolean hasUnread() throws IOException {
        return position < filled || in.available() > 0;
    }

    private String line() throws IOException {
        byte[] line = new byte[LONGEST_LINE];
        int length = 0;
        for (int octet = next(); octet != '\n'; octet = next()) {
            if (length == LONGEST_LINE) {
                throw new Nonsense("a line of more than " + LONGEST_LINE + " characters");
            }
            line[length++] = (byte) octet;
        }
        return new String(line, 0, length, StandardCharsets.UTF_8).stripTrailing();
    }

    private int next() throws IOException {
        if (position == filled) {
            filled = in.read(buffer);
            position = 0;
            if (filled <= 0) {
                filled = 0;
                throw new EOFException("the server hung up");
            }
        }
        return buffer[position++] & 0xff;
    }
}
