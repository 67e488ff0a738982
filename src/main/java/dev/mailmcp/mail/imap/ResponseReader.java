package dev.mailmcp.mail.imap;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/** Reads responses off the wire. What is announced or sent beyond the limits is refused before it is given memory. */
final class ResponseReader {
    private static final int ROOM = 512;
    /** What a response costs besides its octets, as long as it is kept. */
    private static final int RESPONSE = 256;
    /** What each of its items does: the shortest is two octets on the wire. */
    private static final int ITEM = 16;

    private final BufferedInputStream in;
    private final ImapLimits limits;
    private byte[] buffer = new byte[ROOM];
    private int length;
    private long left;

    ResponseReader(InputStream in, ImapLimits limits) {
        this.in = new BufferedInputStream(in, 8 * 1024);
        this.limits = limits;
        this.left = limits.flight();
    }

    /** A new flight: its responses may fill the whole allowance again. */
    void startFlight() {
        left = limits.flight();
    }

    /** Whether octets have arrived that nobody has read. */
    boolean hasMore() throws IOException {
        return in.available() > 0;
    }

    /**
     * Whether something has arrived that nobody has read, waiting for it as long as a read on the socket may take.
     *
     * @throws EOFException when the server hung up
     */
    boolean hears() throws IOException {
        if (in.available() > 0) {
            return true;
        }
        in.mark(1);
        try {
            if (in.read() < 0) {
                throw new EOFException("the server hung up");
            }
            in.reset();
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    Response read() throws IOException {
        if (buffer.length > ROOM) {
            buffer = new byte[ROOM]; // Parsed values keep pointing into the old one.
        }
        length = 0;
        spend(RESPONSE);
        int inLiterals = 0;
        while (true) {
            readLine(inLiterals);
            int size = announced();
            if (size < 0) {
                break;
            }
            spend(size);
            reserve(size);
            if (in.readNBytes(buffer, length, size) < size) {
                throw new EOFException("the server hung up within a literal");
            }
            length += size;
            inLiterals += size;
        }
        byte[] kept = length > ROOM ? buffer : Arrays.copyOf(buffer, length);
        return Response.parse(kept, length - 2);
    }

    private void readLine(int inLiterals) throws IOException {
        int items = 0;
        while (true) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("the server hung up");
            }
            if (length - inLiterals >= limits.line()) {
                throw new ProtocolFault("a line longer than " + limits.line() + " octets");
            }
            reserve(1);
            buffer[length++] = (byte) b;
            if (b == ' ' || b == '(') {
                items++;
            }
            if (b == '\n') {
                if (length < 2 || buffer[length - 2] != '\r') {
                    // A bare LF ends a line too; keep the shape that the parser expects.
                    reserve(1);
                    buffer[length - 1] = '\r';
                    buffer[length++] = '\n';
                }
                spend((long) length - inLiterals + (long) items * ITEM);
                return;
            }
        }
    }

    /** The size of the literal that the line just read announces, or -1. */
    private int announced() throws ProtocolFault {
        int at = length - 3;
        if (at < 0 || buffer[at] != '}') {
            return -1;
        }
        int open = at - 1;
        while (open >= 0 && buffer[open] >= '0' && buffer[open] <= '9') {
            open--;
        }
        if (open < 0 || buffer[open] != '{' || open == at - 1) {
            return -1;
        }
        if (at - open > 12) {
            throw new ProtocolFault("a literal of absurd size");
        }
        long size = 0;
        for (int i = open + 1; i < at; i++) {
            size = size * 10 + (buffer[i] - '0');
        }
        if (size > limits.literal()) {
            throw new ProtocolFault("a literal of " + size + " octets");
        }
        return (int) size;
    }

    private void spend(long octets) throws ProtocolFault {
        left -= octets;
        if (left < 0) {
            throw new ProtocolFault("an answer longer than " + limits.flight() + " octets");
        }
    }

    private void reserve(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(
                    buffer, Math.max(length + more + ROOM, Math.min(buffer.length * 2, buffer.length + (1 << 18))));
        }
    }
}
