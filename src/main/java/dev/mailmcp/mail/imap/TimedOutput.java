package dev.mailmcp.mail.imap;

import dev.mailmcp.dial.Deadline;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Writes to a socket with a limit on how long each stretch may take: sockets have none of their own for writing. */
final class TimedOutput extends OutputStream {
    private static final int STRETCH = 64 * 1024;

    private final Socket socket;
    private final OutputStream out;
    private final Duration patience;

    TimedOutput(Socket socket, Duration patience) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.patience = patience;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
        for (int at = from; at < from + length; at += STRETCH) {
            Deadline deadline = Deadline.on(socket, patience);
            try (deadline) {
                out.write(octets, at, Math.min(STRETCH, from + length - at));
            } catch (IOException e) {
                if (deadline.passed()) {
                    throw (IOException) new SocketTimeoutException("the server stopped reading").initCause(e);
                }
                throw e;
            }
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
