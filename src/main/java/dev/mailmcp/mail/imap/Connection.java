package dev.mailmcp.mail.imap;

import dev.mailmcp.dial.Deadline;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.imap.Response.Condition;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The wire: sends commands, several in one flush, and matches the answers by tag. After any fault but a plain NO or BAD it is
 * out of step with the server and closed for good. One thread at a time.
 */
final class Connection implements AutoCloseable {
    private final Socket socket;
    private final ResponseReader reader;
    private final OutputStream out;
    private final ImapTimeouts timeouts;
    private Duration flight;
    private Capabilities capabilities = Capabilities.NONE;
    private long tags;
    private boolean usable = true;

    /** @param patience how long one exchange may take until {@link #loggedIn} */
    Connection(Socket socket, ImapTimeouts timeouts, ImapLimits limits, Duration patience) throws IOException {
        this.socket = socket;
        this.timeouts = timeouts;
        this.flight = patience;
        socket.setSoTimeout(Math.toIntExact(timeouts.read().toMillis()));
        this.reader = new ResponseReader(socket.getInputStream(), limits);
        this.out = new BufferedOutputStream(new TimedOutput(socket, timeouts.read()), 32 * 1024);
    }

    Capabilities capabilities() {
        return capabilities;
    }

    /** Taken from a CAPABILITY response; what was known before is forgotten. */
    void capabilities(Capabilities now) {
        capabilities = now;
    }

    /** From here on an exchange may take as long as working with mail takes. */
    void loggedIn() {
        flight = timeouts.flight();
    }

    boolean usable() {
        return usable && !socket.isClosed();
    }

    /** Whether the server has said more than it was asked for: before a TLS upgrade, somebody else's words. */
    boolean hasUnread() throws IOException {
        return reader.hasMore();
    }

    /** The server's first words. */
    Condition greeting() {
        Deadline deadline = Deadline.on(socket, flight);
        try (deadline) {
            if (reader.read() instanceof Condition condition) {
                return condition;
            }
            throw new ProtocolFault("no greeting");
        } catch (IOException e) {
            discard();
            throw Faults.lost(deadline.passed() ? late(e) : e);
        }
    }

    /** One command and its reply, whatever it is. */
    Reply send(Command command) {
        return send(List.of(command)).getFirst();
    }

    /**
     * Sends commands in one flush and waits until all are answered.
     *
     * @throws MailException TIMEOUT or UNAVAILABLE when an answer did not come, UNKNOWN_OUTCOME when it was that of a change
     */
    List<Reply> send(List<Command> commands) {
        return SecondAsking.of(commands, this::exchange);
    }

    private List<Reply> exchange(List<Command> commands) {
        if (!usable()) {
            throw new MailException(Fault.UNAVAILABLE, "the connection to the mail server was lost", "Try again.");
        }
        Flight answers = new Flight(commands.size());
        reader.startFlight();
        try {
            for (Command command : commands) {
                write(command, answers);
            }
            out.flush();
            await(answers::complete, answers);
            return answers.replies();
        } catch (IOException e) {
            discard();
            if (answers.changeUnanswered()) {
                throw Faults.unknownOutcome(e);
            }
            throw answers.goodbye().map(Faults::goodbye).orElseGet(() -> Faults.lost(e));
        } catch (RuntimeException e) {
            discard(); // Something of ours broke in the middle of a command.
            throw e;
        }
    }

    /** Reads answers until there are enough, within the time of a flight. */
    private void await(BooleanSupplier enough, Flight answers) throws IOException {
        Deadline deadline = Deadline.on(socket, flight);
        try (deadline) {
            while (!enough.getAsBoolean()) {
                answers.take(reader.read());
            }
        } catch (IOException e) {
            throw deadline.passed() ? late(e) : e;
        }
    }

    private static IOException late(IOException e) {
        return (IOException) new SocketTimeoutException("the server did not come to an end").initCause(e);
    }

    private void write(Command command, Flight answers) throws IOException {
        String tag = "a" + ++tags;
        answers.started(tag);
        ascii(tag + " ");
        for (Command.Piece piece : command.pieces()) {
            switch (piece) {
                case Command.Piece.Text(String ascii) -> ascii(ascii);
                case Command.Piece.Awaited(String ascii) -> {
                    ascii("\r\n");
                    if (!answered(tag, answers)) {
                        return;
                    }
                    ascii(ascii);
                }
                case Command.Piece.Literal(var source) -> {
                    boolean goOn = capabilities.literalWithoutWaiting(source.size());
                    ascii("{" + source.size() + (goOn ? "+}\r\n" : "}\r\n"));
                    if (!goOn && !answered(tag, answers)) {
                        return;
                    }
                    var exact = new ExactOutput(out, source.size());
                    source.writeTo(exact);
                    exact.finish();
                }
            }
        }
        if (command.changes()) {
            answers.changeSent(tag);
        }
        ascii("\r\n");
    }

    /** Waits for the server's go-ahead; false when it ended the command instead. */
    private boolean answered(String tag, Flight answers) throws IOException {
        out.flush();
        int asked = answers.continuations();
        await(() -> answers.continuations() > asked || answers.ended(tag), answers);
        return !answers.ended(tag);
    }

    private void ascii(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Drops the connection without a word. */
    void discard() {
        usable = false;
        try {
            socket.close();
        } catch (IOException _) {
            // It was of no use anyway.
        }
    }

    /** Says goodbye without waiting for the answer. */
    @Override
    public void close() {
        if (usable()) {
            try (Deadline _ = Deadline.on(socket, Duration.ofSeconds(1))) {
                ascii("a" + ++tags + " LOGOUT\r\n");
                out.flush();
            } catch (IOException _) {
                // Nobody is waiting.
            }
        }
        discard();
    }
}
