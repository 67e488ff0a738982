package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.Transmittable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command without its tag. It may hold a password and therefore never prints itself.
 *
 * @see Connection
 */
final class Command {
    /** A stretch of a command as it goes onto the wire. */
    sealed interface Piece {
        record Text(String ascii) implements Piece {}

        /** @param source writes exactly its size */
        record Literal(Transmittable source) implements Piece {}

        /** Sent on a line of its own once the server asks for it. */
        record Awaited(String ascii) implements Piece {}
    }

    /** A mailbox that is opened by a command, for changes too when {@code writable}. */
    record Opened(MailboxName name, boolean writable) {}

    /** Makes the server tell its news (RFC 9051 §6.1.2). */
    static final Command NOOP = asking("NOOP");

    private final List<Piece> pieces;
    private final boolean changing;
    private final Optional<Opened> opened;

    private Command(List<Piece> pieces, boolean changing, Optional<Opened> opened) {
        this.pieces = pieces;
        this.changing = changing;
        this.opened = opened;
    }

    /** A command that can be repeated: losing its answer loses nothing. */
    static Command asking(String ascii) {
        return new Command(List.of(), false, Optional.empty()).text(ascii);
    }

    /** A command that changes the mailbox: when its answer is lost, nobody knows whether it happened. */
    static Command changing(String ascii) {
        return new Command(List.of(), true, Optional.empty()).text(ascii);
    }

    /** EXAMINE, or SELECT when {@code writable} (RFC 9051 §6.3.2). */
    static Command opening(MailboxName name, boolean writable) {
        return new Command(List.of(), false, Optional.of(new Opened(name, writable)))
                .text(writable ? "SELECT " : "EXAMINE ")
                .mailbox(name);
    }

    List<Piece> pieces() {
        return pieces;
    }

    boolean changes() {
        return changing;
    }

    Optional<Opened> opens() {
        return opened;
    }

    /** Whether it is FETCH or UID FETCH (RFC 9051 §6.4.5). */
    boolean fetches() {
        return pieces.getFirst() instanceof Piece.Text(String ascii)
                && (ascii.startsWith("FETCH ") || ascii.startsWith("UID FETCH "));
    }

    Command text(String ascii) {
        return with(new Piece.Text(ascii));
    }

    Command mailbox(MailboxName name) {
        return text(quoted(ModifiedUtf7.encode(name.value())));
    }

    /** Text from outside: quoted where that can hold it, a UTF-8 literal otherwise. */
    Command string(String text) {
        boolean quotable = text.length() <= 1000 && text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
        if (quotable) {
            return text(quoted(text));
        }
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return literal(new Transmittable() {
            @Override
            public long size() {
                return octets.length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(octets);
            }
        });
    }

    Command literal(Transmittable source) {
        return with(new Piece.Literal(source));
    }

    /** The client's part of an authentication exchange (RFC 9051 §6.2.2). */
    Command awaiting(String ascii) {
        return with(new Piece.Awaited(ascii));
    }

    private Command with(Piece piece) {
        List<Piece> more = new ArrayList<>(pieces);
        more.add(piece);
        return new Command(List.copyOf(more), changing, opened);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
