package dev.mailmcp.mail.mime;

import dev.mailmcp.mail.Composition;
import dev.mailmcp.mail.Transmittable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Base64;
import java.util.List;

/** A message as pieces one after another: octets at hand, and files that are encoded as they are written. */
record WireForm(List<Piece> pieces) implements Transmittable {
    WireForm {
        pieces = List.copyOf(pieces);
    }

    sealed interface Piece {
        long size();

        void writeTo(OutputStream out) throws IOException;
    }

    @SuppressWarnings("ArrayRecordComponent") // Ours alone, never compared.
    record Octets(byte[] octets) implements Piece {
        @Override
        public long size() {
            return octets.length;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(octets);
        }
    }

    /** A file in Base64, its last line ended. */
    record EncodedFile(Composition.File file) implements Piece {
        private static final int LINE = 76;
        private static final int BUFFER = 57 * 256;

        @Override
        public long size() {
            long characters = (file.size() + 2) / 3 * 4;
            return characters + (characters + LINE - 1) / LINE * 2;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            byte[] lineEnd = {'\r', '\n'};
            long left = file.size();
            try (InputStream in = file.content().open();
                    OutputStream encoder = Base64.getMimeEncoder(LINE, lineEnd).wrap(new Unclosed(out))) {
                byte[] buffer = new byte[BUFFER];
                while (left > 0) {
                    int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                    if (read < 0) {
                        break;
                    }
                    encoder.write(buffer, 0, read);
                    left -= read;
                }
                // The size has been announced by now: a message of another size must not go out.
                if (left > 0 || in.read() >= 0) {
                    throw new IOException("an attached file changed while it was read");
                }
            }
            if (file.size() > 0) {
                out.write(lineEnd);
            }
        }
    }

    @Override
    public long size() {
        return pieces.stream().mapToLong(Piece::size).sum();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        for (Piece piece : pieces) {
            piece.writeTo(out);
        }
        out.flush();
    }

    /** Closing the encoder ends its last group; what it writes to goes on. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] octets, int from, int length) throws IOException {
            out.write(octets, from, length);
        }

        @Override
        public void close() {}
    }
}
