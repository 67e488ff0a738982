package dev.mailmcp.mail.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** A decoder that is written to. Closing it writes what is left and flushes the sink, which stays open: it is the caller's. */
abstract class DecodingOutput extends OutputStream {
    /** The buffer grows to this; most that is decoded is a word of a header. */
    private static final int LARGEST = 8192;

    private final OutputStream sink;
    private byte[] buffer = new byte[LARGEST / 64];
    private int filled;
    private boolean damaged;
    private boolean closed;

    DecodingOutput(OutputStream sink) {
        this.sink = sink;
    }

    /** Takes one encoded octet, 0 to 255. */
    abstract void take(int octet) throws IOException;

    /** The encoded octets are at their end. */
    abstract void finish() throws IOException;

    /** Whether octets were met that the encoding does not have, or its end was missing. */
    boolean damaged() {
        return damaged;
    }

    void damage() {
        damaged = true;
    }

    void put(int octet) throws IOException {
        if (filled == LARGEST) {
            drain();
        } else if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, filled * 8);
        }
        buffer[filled++] = (byte) octet;
    }

    @Override
    public void write(int octet) throws IOException {
        take(octet & 0xff);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            take(octets[i] & 0xff);
        }
    }

    @Override
    public void flush() throws IOException {
        drain();
        sink.flush();
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            finish();
            flush();
        }
    }

    private void drain() throws IOException {
        sink.write(buffer, 0, filled);
        filled = 0;
    }
}
