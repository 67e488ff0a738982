package dev.mailmcp.mail.imap;

import dev.mailmcp.dial.Deadline;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.imap.Response.Condition;
import dev.mailmcp.mail.pool.Pooled;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The wire: sends commands, several in one flush, and matches the answers by tag. After any fault but a plain NO or BAD it is
 * out of step with the server and closed for good. One thread at a time, but for {@link #discard}.
 */
final class Connection implements Pooled {
    /** A server that said something so lately is there. */
    private static final Duration LATELY = Duration.ofMillis(500);

    private final Socket socket;
    private final ResponseReader reader;
    private final OutputStream out;
    private final ImapTimeouts timeouts;
    private final View view = new View();
    private final Prelude prelude = new Prelude();
    private Duration flight;
    private Capabilities capabilities = Capabilities.NONE;
    private long tags;
    private long changes;
    private long lastHeard = System.nanoTime();
    private volatile boolean usable = true;

    /** @param patience how long one exchange may take until {@link #loggedIn} */
    Connection(Socket socket, ImapTimeouts timeouts, ImapLimits limits, Duration patience) throws IOException {
        this.socket = socket;
        this.timeouts = timeouts;
        this.flight = patience;
        socket.setSoTimeout(Math.toIntExact(timeouts.read().toMillis()));
        this.reader = new ResponseReader(socket.getInputStream(), limits);
        this.out = new BufferedOutputStream(new TimedOutput(socket, timeouts.read()), 8 * 1024);
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

    /**
     * Goes along with the next commands that are sent, before them.
     *
     * @param answered is told the reply, also NO; not called when the flight fails
     */
    void along(Command command, Consumer<Reply> answered) {
        prelude.add(command, answered);
    }

    /** The mailbox that is selected, as of the last answer. */
    Optional<Selected> selected() {
        return view.selected();
    }

    /** How many changes have been sent so far: work that has sent one must not be done all over again. */
    long changes() {
        return changes;
    }

    @Override
    public boolean usable() {
        return usable && !socket.isClosed();
    }

    /** Takes in news of the mailbox that is selected, and a farewell. */
    @Override
    public boolean listen() {
        if (!usable()) {
            return false;
        }
        if (!silentFor(LATELY)) {
            return true;
        }
        reader.startFlight();
        try (Deadline _ = Deadline.on(socket, timeouts.firstWord())) {
            while (hears()) {
                Response said = reader.read();
                if (said instanceof Condition condition && condition.status() == Response.Status.BYE) {
                    discard();
                    return false;
                }
                view.take(said);
            }
            return true;
        } catch (IOException _) {
            discard();
            return false;
        }
    }

    private boolean hears() throws IOException {
        socket.setSoTimeout(1);
        try {
            return reader.hears();
        } finally {
            socket.setSoTimeout(Math.toIntExact(timeouts.read().toMillis()));
        }
    }

    private boolean silentFor(Duration time) {
        return System.nanoTime() - lastHeard > time.toNanos();
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
        if (silentFor(timeouts.quiet()) && commands.stream().anyMatch(Command::changes)) {
            exchange(List.of(Command.NOOP)); // Or a change might go to nobody, and its fate be unknown.
        }
        return SecondAsking.of(commands, asked -> prelude.before(asked, this::exchange));
    }

    private List<Reply> exchange(List<Command> commands) {
        if (!usable()) {
            throw new MailException(Fault.UNAVAILABLE, "the connection to the mail server was lost", "Try again.");
        }
        Flight answers = new Flight(commands.size());
        reader.startFlight();
        try {
            if (silentFor(timeouts.quiet())) {
                socket.setSoTimeout(Math.toIntExact(timeouts.firstWord().toMillis()));
            }
            for (Command command : commands) {
                write(command, answers);
            }
            out.flush();
            await(answers::complete, answers);
            if (answers.goodbye().isPresent()) {
                discard(); // All is answered; there will be no more.
            }
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
        } finally {
            reader.endFlight();
        }
    }

    /** Reads answers until there are enough, within the time of a flight. */
    private void await(BooleanSupplier enough, Flight answers) throws IOException {
        Deadline deadline = Deadline.on(socket, flight);
        try (deadline) {
            while (!enough.getAsBoolean()) {
                Response response = reader.read();
                heard();
                answers.take(response);
                view.take(response);
            }
        } catch (IOException e) {
            throw deadline.passed() ? late(e) : e;
        }
    }

    private void heard() throws IOException {
        if (silentFor(timeouts.quiet())) {
            socket.setSoTimeout(Math.toIntExact(timeouts.read().toMillis()));
        }
        lastHeard = System.nanoTime();
    }

    private static IOException late(IOException e) {
        return (IOException) new SocketTimeoutException("the server did not come to an end").initCause(e);
    }

    private void write(Command command, Flight answers) throws IOException {
        String tag = "a" + ++tags;
        answers.started(tag);
        command.opens().ifPresent(opened -> view.opening(tag, opened.name(), opened.writable()));
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
            changes++;
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

    /** Drops the connection without a word; from any thread. */
    void discard() {
        usable = false;
        try {
            socket.close();
        } catch (IOException _) {
            // It was of no use anyway.
        }
    }

    @Override
    public void abort() {
        discard();
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
