package dev.mailmcp.attachment.local;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;
import java.nio.charset.StandardCharsets;

/**
 * What stands before the bytes of a stored file, so that name, type and content are one file and appear in one rename: a mark,
 * then each text as two octets of length and its UTF-8.
 */
record FileHeader(String filename, String contentType) {
    private static final int MARK = 0x4D4D4131; // "MMA1"

    byte[] encoded() {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        try {
            out.writeInt(MARK);
            for (String text : new String[] {filename, contentType}) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                out.writeShort(utf8.length);
                out.write(utf8);
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** Leaves the stream at the first byte of the content. */
    static FileHeader read(InputStream in) throws IOException {
        var data = new DataInputStream(in);
        if (data.readInt() != MARK) {
            throw new StreamCorruptedException("not a stored attachment");
        }
        return new FileHeader(text(data), text(data));
    }

    private static String text(DataInputStream data) throws IOException {
        byte[] utf8 = new byte[data.readUnsignedShort()];
        data.readFully(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
