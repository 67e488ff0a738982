package dev.mailmcp.mail.imap;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Reads responses off the wire. What is announced or sent beyond the limits is refused before it is given memory. */
final class ResponseReader {
    private static final int ROOM = 512;
    /** What a response costs besides its octets, as long as it is kept. */
    private static final int RESPONSE = 256;
    /** What each of its items does: the shortest is two octets on the wire. */
    private static final int ITEM = 16;

    /** A message's share of what is left of a flight's allowance: beyond it the rest of what FETCH tells of the message is passed over. */
    private static final int SHARE = 16;
    /** What any message may take. */
    private static final int LEAST = 16 * 1024;
    /** So many times what may be kept may be passed over. */
    private static final int PASSED = 8;
    /** Enough of the end of a line to see whether it announces a literal. */
    private static final int TAIL = 32;

    private static final Pattern FETCH = Pattern.compile("\\* \\d{1,10} FETCH ", Pattern.CASE_INSENSITIVE);

    private final BufferedInputStream in;
    private final ImapLimits limits;
    private byte[] buffer = new byte[ROOM];
    private int length;
    private long left;
    private long passed;
    private boolean cut;

    ResponseReader(InputStream in, ImapLimits limits) {
        this.in = new BufferedInputStream(in, 8 * 1024);
        this.limits = limits;
        this.left = limits.flight();
    }

    /** A new flight: its responses may fill the whole allowance again. */
    void startFlight() {
        left = limits.flight();
        passed = 0;
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
        cut = false;
        spend(RESPONSE);
        int inLiterals = 0;
        while (true) {
            int size = cut ? passLine() : readLine(inLiterals);
            if (size < 0) {
                break;
            }
            if (cut) {
                pass(size);
                in.skipNBytes(size);
                continue;
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

    /** @return the size of the literal that the line announces, or -1 */
    private int readLine(int inLiterals) throws IOException {
        int items = 0;
        long most = Math.max(LEAST, left / SHARE);
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
            long cost = (long) length - inLiterals + (long) items * ITEM;
            if (b == '\n') {
                if (length < 2 || buffer[length - 2] != '\r') {
                    // A bare LF ends a line too; keep the shape that the parser expects.
                    reserve(1);
                    buffer[length - 1] = '\r';
                    buffer[length++] = '\n';
                }
                spend(cost);
                return announced(buffer, length);
            }
            if (cost > most && items > 3 && isFetch()) {
                // One message with a hundred thousand recipients must not cost the reader the others.
                spend(cost);
                cut = true;
                reserve(2);
                buffer[length++] = '\r';
                buffer[length++] = '\n';
                return passLine();
            }
        }
    }

    /** Passes over a line of a response that is cut. */
    private int passLine() throws IOException {
        byte[] tail = new byte[TAIL];
        int at = 0;
        while (true) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("the server hung up");
            }
            pass(1);
            if (at == TAIL) {
                System.arraycopy(tail, TAIL / 2, tail, 0, TAIL / 2);
                at = TAIL / 2;
            }
            tail[at++] = (byte) b;
            if (b == '\n') {
                return announced(tail, at);
            }
        }
    }

    private boolean isFetch() {
        String start = new String(buffer, 0, Math.min(length, 24), StandardCharsets.ISO_8859_1);
        return FETCH.matcher(start).lookingAt();
    }

    private int announced(byte[] octets, int end) throws ProtocolFault {
        int at = end - 3;
        if (at < 0 || octets[at] != '}') {
            return -1;
        }
        int open = at - 1;
        while (open >= 0 && octets[open] >= '0' && octets[open] <= '9') {
            open--;
        }
        if (open < 0 || octets[open] != '{' || open == at - 1) {
            return -1;
        }
        if (at - open > 12) {
            throw new ProtocolFault("a literal of absurd size");
        }
        long size = 0;
        for (int i = open + 1; i < at; i++) {
            size = size * 10 + (octets[i] - '0');
        }
        if (size > limits.literal()) {
            throw new ProtocolFault("a literal of " + size + " octets");
        }
        return (int) size;
    }

    private void pass(long octets) throws ProtocolFault {
        passed += octets;
        if (passed > PASSED * limits.flight()) {
            throw new ProtocolFault("an answer without an end");
        }
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
