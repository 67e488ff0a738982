package dev.mailmcp.mail.imap;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/** What a server sends, octet by octet. For one thread: the stream of the JDK would take a lock for every octet. */
final class WireInput {
    private final InputStream in;
    private final byte[] ahead = new byte[8 * 1024];
    private int at;
    private int end;

    WireInput(InputStream in) {
        this.in = in;
    }

    /** @throws EOFException when the server hung up */
    byte read() throws IOException {
        if (at == end) {
            fill();
        }
        return ahead[at++];
    }

    /** Reads as many octets as that, exactly. */
    void read(byte[] into, int from, int octets) throws IOException {
        int done = 0;
        while (done < octets) {
            int left = octets - done;
            if (at == end && left >= ahead.length) {
                if (in.readNBytes(into, from + done, left) < left) {
                    throw new EOFException("the server hung up within a literal");
                }
                return;
            }
            if (at == end) {
                fill();
            }
            int ready = Math.min(left, end - at);
            System.arraycopy(ahead, at, into, from + done, ready);
            at += ready;
            done += ready;
        }
    }

    void skip(int octets) throws IOException {
        int ready = Math.min(octets, end - at);
        at += ready;
        in.skipNBytes(octets - ready);
    }

    /** Whether octets have arrived that nobody has read. */
    boolean hasMore() throws IOException {
        return at < end || in.available() > 0;
    }

    /**
     * Whether something has arrived that nobody has read, waiting for it as long as a read on the socket may take.
     *
     * @throws EOFException when the server hung up
     */
    boolean hears() throws IOException {
        try {
            if (at == end) {
                fill();
            }
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    private void fill() throws IOException {
        int octets = in.read(ahead);
        if (octets < 0) {
            throw new EOFException("the server hung up");
        }
        at = 0;
        end = octets;
    }
}
