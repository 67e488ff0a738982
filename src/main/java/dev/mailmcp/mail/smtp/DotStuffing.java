package dev.mailmcp.mail.smtp;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Doubles the dot at the beginning of a line (RFC 5321 §4.5.2), and sees to it that the last line is ended. Lets through only what
 * every server reads alike: lines that end in CRLF and have at most 998 octets (§4.5.3.1.6), no CR or LF alone (§2.3.8), which
 * some take for the end of a line and so for the end of the message, no NUL, and nothing beyond seven bits unless the server
 * was told (RFC 6152 §3).
 */
final class DotStuffing extends OutputStream {
    private static final int BLOCK = 8192;
    private static final int LONGEST_LINE = 998;

    private final OutputStream out;
    private final boolean eightBit;
    private final byte[] block = new byte[BLOCK];
    private int filled;
    private int last = '\n';
    private int column;

    /** @param eightBit whether octets beyond seven bits have been announced */
    DotStuffing(OutputStream out, boolean eightBit) {
        this.out = out;
        this.eightBit = eightBit;
    }

    @Override
    public void write(int octet) throws IOException {
        if (filled > BLOCK - 2) {
            drain();
        }
        check(octet & 0xff);
        if (octet == '.' && last == '\n') {
            block[filled++] = '.';
        }
        block[filled++] = (byte) octet;
        last = octet & 0xff;
    }

    private void check(int octet) {
        if ((octet == '\n') != (last == '\r')) {
            throw SmtpFaults.unfit("a line end that is not CRLF");
        }
        if (octet == 0) {
            throw SmtpFaults.unfit("a NUL");
        }
        if (octet > 0x7f && !eightBit) {
            throw SmtpFaults.unfit("an octet beyond ASCII, and the server offers no SMTPUTF8");
        }
        column = octet == '\n' ? 0 : column + 1;
        if (column > LONGEST_LINE + 1) { // The CR is no octet of the line.
            throw SmtpFaults.unfit("a line of more than " + LONGEST_LINE + " octets");
        }
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
            if (last != '\r') {
                write('\r');
            }
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
