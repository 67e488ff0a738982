package dev.mailmcp.mail.imap;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Holds a literal to the size it was announced with: one octet more would be read as a command. */
final class ExactOutput extends FilterOutputStream {
    private long left;

    ExactOutput(OutputStream out, long size) {
        super(out);
        this.left = size;
    }

    @Override
    public void write(int b) throws IOException {
        take(1);
        out.write(b);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
        take(length);
        out.write(octets, from, length);
    }

    void finish() {
        if (left != 0) {
            throw new IllegalStateException("a message is shorter than its announced size");
        }
    }

    @Override
    public void close() {
        // The connection is not the literal's to close.
    }

    @Override
    public void flush() {
        // The connection flushes when a command is whole.
    }

    private void take(int length) {
        left -= length;
        if (left < 0) {
            throw new IllegalStateException("a message is longer than its announced size");
        }
    }
}
