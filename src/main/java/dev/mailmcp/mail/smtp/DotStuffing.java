package dev.mailmcp.mail.smtp;

import java.io.IOException;
import java.io.OutputStream;

/** Doubles the dot at the beginning of a line (RFC 5321 §4.5.2), and sees to it that the last line is ended. */
final class DotStuffing extends OutputStream {
    private static final int BLOCK = 8192;

    private final OutputStream out;
    private final byte[] block = new byte[BLOCK];
    private int filled;
    private int last = '\n';

    DotStuffing(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
        if (filled > BLOCK - 2) {
            drain();
        }
        if (octet == '.' && last == '\n') {
            block[filled++] = '.';
        }
        block[filled++] = (byte) octet;
        last = octet & 0xff;
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            write(octets[i]);
        }
    }

    /** Keeps what it has: a message's writer flushes more often than the network needs. */
    @Override
    public void flush() {}

    /** The message is complete. */
    void end() throws IOException {
        if (last != '\n') {
            write('\r');
            write('\n');
        }
        drain();
        out.flush();
    }

    private void drain() throws IOException {
        out.write(block, 0, filled);
        filled = 0;
    }
}
