package dev.mailmcp.blackbox;

import dev.mailmcp.testserver.RawImap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A look into a mailbox past the product: what it really did. Also puts messages there. */
public final class SecondEyes implements AutoCloseable {
    private final RawImap imap;

    SecondEyes(RawImap imap) {
        this.imap = imap;
    }

    static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    public String command(String command) {
        try {
            return imap.command(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the server says of its own accord within so long. */
    String idle(int millis) {
        try {
            return imap.idle(millis);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a message in a mailbox. The flags as {@code \Seen $Later}; may be empty. */
    public void append(String mailbox, String flags, String message) {
        try {
            imap.append(mailbox, flags, message.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Many messages in as few round trips as the server takes. */
    public void appendAll(String mailbox, List<byte[]> messages) {
        try {
            imap.appendAll(mailbox, messages);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** UIDs of the messages that match, after selecting the mailbox. The criteria in IMAP's words, ASCII only. */
    List<Long> search(String mailbox, String criteria) {
        command("SELECT " + quote(mailbox));
        return command("UID SEARCH " + criteria)
                .lines()
                .filter(line -> line.startsWith("* SEARCH"))
                .flatMap(line -> Pattern.compile("\\d+").matcher(line).results())
                .map(match -> Long.valueOf(match.group()))
                .toList();
    }

    /** The whole source of a message of the selected mailbox; does not mark it as read. */
    String source(long uid) {
        String fetched = command("UID FETCH " + uid + " (BODY.PEEK[])");
        int start = fetched.indexOf("}");
        int text = fetched.indexOf('\n', start) + 1;
        return start < 0 ? "" : fetched.substring(text, fetched.lastIndexOf(")\r\n"));
    }

    /** The flags of a message of the selected mailbox, as the server writes them. */
    List<String> flags(long uid) {
        Matcher flags = Pattern.compile("FLAGS \\(([^)]*)\\)").matcher(command("UID FETCH " + uid + " (FLAGS)"));
        return flags.find() ? List.of(flags.group(1).trim().split(" +")) : List.of();
    }

    void createIfAbsent(String mailbox) {
        if (!command("LIST \"\" " + quote(mailbox)).startsWith("* LIST")) {
            command("CREATE " + quote(mailbox));
        }
    }

    @Override
    public void close() {
        try {
            imap.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
