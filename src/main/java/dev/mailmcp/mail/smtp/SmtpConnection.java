package dev.mailmcp.mail.smtp;

import dev.mailmcp.dial.Deadline;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Commands out, replies in, each exchange within its time. After any IOException it is of no use. */
final class SmtpConnection implements AutoCloseable {
    private static final int BLOCK = 32 * 1024;

    private final Socket socket;
    private final Duration patience;
    private final ReplyReader in;
    private final OutputStream out;

    /** @param patience for each exchange */
    SmtpConnection(Socket socket, Duration patience) throws IOException {
        this.socket = socket;
        this.patience = patience;
        this.in = new ReplyReader(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream(), BLOCK);
    }

    Reply greeting() throws IOException {
        return within(patience, in::read);
    }

    Reply command(String line) throws IOException {
        return commands(List.of(line)).getFirst();
    }

    /** All at once, one reply each (RFC 2920); none after a 421, with which the server hangs up (RFC 5321 §3.8). */
    List<Reply> commands(List<String> lines) throws IOException {
        return within(patience, () -> {
            for (String line : lines) {
                out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            }
            out.flush();
            List<Reply> replies = new ArrayList<>();
            do {
                replies.add(in.read());
            } while (replies.size() < lines.size() && replies.getLast().code() != 421);
            return replies;
        });
    }

    /** For the octets of a message: each block that is taken within the time earns another such time. */
    OutputStream body() {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] octets, int from, int length) throws IOException {
                for (int at = from; at < from + length; at += BLOCK) {
                    int start = at;
                    int size = Math.min(BLOCK, from + length - at);
                    within(patience, () -> {
                        out.write(octets, start, size);
                        return size;
                    });
                }
            }

            @Override
            public void flush() throws IOException {
                within(patience, () -> {
                    out.flush();
                    return 0;
                });
            }
        };
    }

    /** Ends a message whose octets have been flushed. */
    Reply endOfData(Duration patience) throws IOException {
        return within(patience, () -> {
            out.write(".\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return in.read();
        });
    }

    /** A reply that the server may have given before it hung up. */
    Reply lastWords(Duration patience) throws IOException {
        return within(patience, in::read);
    }

    boolean hasUnread() throws IOException {
        return in.hasUnread();
    }

    /** Takes leave without waiting for the answer. */
    void quit() {
        try (this) {
            within(patience, () -> {
                out.write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                return 0;
            });
        } catch (IOException _) {
            // Everything that counts has been said.
        }
    }

    /** Hangs up. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone.
        }
    }

    @FunctionalInterface
    private interface Exchange<T> {
        T run() throws IOException;
    }

    private <T> T within(Duration time, Exchange<T> exchange) throws IOException {
        Deadline deadline = Deadline.on(socket, time);
        try (deadline) {
            return exchange.run();
        } catch (ReplyReader.Nonsense e) {
            throw e;
        } catch (IOException e) {
            if (deadline.passed()) {
                throw (IOException) new SocketTimeoutException("no answer in time").initCause(e);
            }
            throw e;
        }
    }
}
