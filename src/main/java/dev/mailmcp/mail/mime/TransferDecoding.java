package dev.mailmcp.mail.mime;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Undoes a Content-Transfer-Encoding (RFC 2045 §6) while bytes arrive, however they are cut; never fails on bad input. */
public final class TransferDecoding {
    private TransferDecoding() {}

    /**
     * A sink for encoded bytes. Closing it gives out what is left and closes the sink behind it.
     *
     * @param transferEncoding {@code base64}, {@code quoted-printable}, {@code x-uuencode}; anything else passes unchanged
     */
    public static OutputStream decoding(OutputStream decodedSink, String transferEncoding) {
        return switch (transferEncoding.strip().toLowerCase(Locale.ROOT)) {
            case "base64" -> new Base64Sink(decodedSink);
            case "quoted-printable" -> new QuotedPrintableSink(decodedSink);
            case "x-uuencode", "x-uue", "uuencode" -> new UuSink(decodedSink);
            default ->
                new FilterOutputStream(decodedSink) {
                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        out.write(bytes, offset, length);
                    }
                };
        };
    }

    private abstract static class Sink extends OutputStream {
        final OutputStream out;

        Sink(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        /** Gives out what waits for more. */
        void finish() throws IOException {}

        @Override
        public void close() throws IOException {
            finish();
            out.close();
        }
    }

    private static final class Base64Sink extends Sink {
        private final Base64Text.Bits bits = new Base64Text.Bits();

        Base64Sink(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            byte[] decoded = new byte[length * 3 / 4 + 2];
            int size = 0;
            for (int i = offset; i < offset + length; i++) {
                size += bits.take(bytes[i], decoded, size);
            }
            out.write(decoded, 0, size);
        }
    }

    /** Decodes line by line; the trailing white space of a line is transport padding (RFC 2045 §6.7 rule 3). */
    private abstract static class LineSink extends Sink {
        /** A longer line is handed on in pieces: memory stays bounded whatever is sent. */
        private static final int LONGEST = 8192;

        private final byte[] line = new byte[LONGEST];
        private int length;

        LineSink(OutputStream out) {
            super(out);
        }

        /** @param ended whether a line feed followed */
        abstract void line(byte[] line, int length, boolean ended) throws IOException;

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            for (int i = offset; i < offset + count; i++) {
                if (bytes[i] == '\n') {
                    int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
                    line(line, end, true);
                    length = 0;
                } else {
                    // A full buffer is given out, but not in the middle of an escape.
                    if (length == LONGEST && bytes[i] != '\r' && line[LONGEST - 1] != '=' && line[LONGEST - 2] != '=') {
                        line(line, length, false);
                        length = 0;
                    } else if (length == LONGEST) {
                        line(line, LONGEST - 2, false);
                        line[0] = line[LONGEST - 2];
                        line[1] = line[LONGEST - 1];
                        length = 2;
                    }
                    line[length++] = bytes[i];
                }
            }
        }

        @Override
        void finish() throws IOException {
            if (length > 0) {
                line(line, length, false);
                length = 0;
            }
        }
    }

    private static final class QuotedPrintableSink extends LineSink {
        QuotedPrintableSink(OutputStream out) {
            super(out);
        }

        @Override
        void line(byte[] line, int length, boolean ended) throws IOException {
            int end = length;
            while (ended && end > 0 && (line[end - 1] == ' ' || line[end - 1] == '\t')) {
                end--;
            }
            boolean soft = ended && end > 0 && line[end - 1] == '=';
            byte[] decoded = new byte[length + 2];
            int size = 0;
            for (int i = 0; i < (soft ? end - 1 : end); i++) {
                if (line[i] == '=' && i + 2 < end) {
                    int high = Character.digit(line[i + 1], 16);
                    int low = Character.digit(line[i + 2], 16);
                    if (high >= 0 && low >= 0) {
                        decoded[size++] = (byte) ((high << 4) | low);
                        i += 2;
                        continue;
                    }
                }
                decoded[size++] = line[i];
            }
            if (ended && !soft) {
                decoded[size++] = '\r';
                decoded[size++] = '\n';
            }
            out.write(decoded, 0, size);
        }
    }

    private static final class UuSink extends LineSink {
        private boolean begun;
        private boolean done;

        UuSink(OutputStream out) {
            super(out);
        }

        @Override
        void line(byte[] line, int length, boolean ended) throws IOException {
            String text = new String(line, 0, length, StandardCharsets.ISO_8859_1);
            if (!begun) {
                begun = text.startsWith("begin ");
                return;
            }
            if (done || text.isEmpty() || text.equals("end")) {
                done |= text.equals("end");
                return;
            }
            int count = (line[0] - ' ') & 0x3f;
            for (int i = 1; count > 0 && i < length; i += 4) {
                int quantum = 0;
                for (int k = 0; k < 4; k++) {
                    quantum = (quantum << 6) | (i + k < length ? (line[i + k] - ' ') & 0x3f : 0);
                }
                for (int shift = 16; shift >= 0 && count > 0; shift -= 8, count--) {
                    out.write(quantum >> shift);
                }
            }
        }
    }
}
