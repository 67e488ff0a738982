package dev.mailmcp.mail.imap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Reads responses off the wire. What is announced or sent beyond the limits is refused before it is given memory. */
final class ResponseReader {
    /** Short answers, of which most flights are made, cost no more; the next responses get twice as much until it is plenty. */
    private static final int ROOM = 512;

    private static final int PLENTY = 16 * 1024;
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

    private static final byte[] NONE = {};
    private static final Pattern FETCH = Pattern.compile("\\* \\d{1,10} FETCH ", Pattern.CASE_INSENSITIVE);

    private final WireInput in;
    private final ImapLimits limits;
    /** Of several responses, one behind the other: parsed values point into it, so that nothing in it is ever changed. */
    private byte[] buffer = NONE;
    /** Where the response that is being read begins. */
    private int start;
    /** Where its next octet goes. */
    private int end;

    private long left;
    private long passed;
    private boolean cut;

    ResponseReader(InputStream in, ImapLimits limits) {
        this.in = new WireInput(in);
        this.limits = limits;
        this.left = limits.flight();
    }

    /** A new flight: its responses may fill the whole allowance again. */
    void startFlight() {
        left = limits.flight();
        passed = 0;
    }

    /** Keeps nothing of what was read: whoever has parsed values has what they point into. */
    void endFlight() {
        buffer = NONE;
        start = 0;
        end = 0;
    }

    boolean hasMore() throws IOException {
        return in.hasMore();
    }

    boolean hears() throws IOException {
        return in.hears();
    }

    Response read() throws IOException {
        start = end;
        cut = false;
        spend(RESPONSE);
        int inLiterals = 0;
        while (true) {
            int size = cut ? passLine() : readLine(inLiterals);
            if (size < 0) {
                return Response.parse(buffer, start, end - 2);
            }
            if (cut) {
                pass(size);
                in.skip(size);
                continue;
            }
            spend(size);
            reserve(size);
            in.read(buffer, end, size);
            end += size;
            inLiterals += size;
        }
    }

    /** @return the size of the literal that the line announces, or -1 */
    private int readLine(int inLiterals) throws IOException {
        int items = 0;
        long most = Math.max(LEAST, left / SHARE);
        while (true) {
            byte b = in.read();
            int line = end - start - inLiterals;
            if (line >= limits.line()) {
                throw new ProtocolFault("a line longer than " + limits.line() + " octets");
            }
            reserve(2);
            buffer[end++] = b;
            if (b == ' ' || b == '(') {
                items++;
            }
            long cost = line + 1L + (long) items * ITEM;
            if (b == '\n') {
                if (end - start < 2 || buffer[end - 2] != '\r') {
                    // A bare LF ends a line too; keep the shape that the parser expects.
                    buffer[end - 1] = '\r';
                    buffer[end++] = '\n';
                }
                spend(cost);
                return announced(buffer, start, end);
            }
            if (cost > most && items > 3 && isFetch()) {
                // One message with a hundred thousand recipients must not cost the reader the others.
                spend(cost);
                cut = true;
                reserve(2);
                buffer[end++] = '\r';
                buffer[end++] = '\n';
                return passLine();
            }
        }
    }

    /** Passes over a line of a response that is cut. */
    private int passLine() throws IOException {
        byte[] tail = new byte[TAIL];
        int at = 0;
        while (true) {
            byte b = in.read();
            pass(1);
            if (at == TAIL) {
                System.arraycopy(tail, TAIL / 2, tail, 0, TAIL / 2);
                at = TAIL / 2;
            }
            tail[at++] = b;
            if (b == '\n') {
                return announced(tail, 0, at);
            }
        }
    }

    private boolean isFetch() {
        String first = new String(buffer, start, Math.min(end - start, 24), StandardCharsets.ISO_8859_1);
        return FETCH.matcher(first).lookingAt();
    }

    private int announced(byte[] octets, int from, int to) throws ProtocolFault {
        int at = to - 3;
        if (at < from || octets[at] != '}') {
            return -1;
        }
        int open = at - 1;
        while (open >= from && octets[open] >= '0' && octets[open] <= '9') {
            open--;
        }
        if (open < from || octets[open] != '{' || open == at - 1) {
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
        if (more <= buffer.length - end) {
            return;
        }
        int length = end - start;
        int shared = Math.min(buffer.length * 2, PLENTY);
        int alone = Math.min(length * 2, length + (1 << 18));
        int size = Math.max(length + more + ROOM, Math.max(shared, alone));
        byte[] next = new byte[size];
        System.arraycopy(buffer, start, next, 0, length);
        buffer = next;
        start = 0;
        end = length;
    }
}
