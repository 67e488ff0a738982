package dev.mailmcp.mail.mime;

import java.io.IOException;
import java.io.OutputStream;

/** Uuencode, as POSIX describes it: lines of a length and as many octets, between {@code begin} and {@code end}. */
final class UuDecoding extends DecodingOutput {
    private static final int LONGEST_LINE = 200;

    private final StringBuilder line = new StringBuilder();
    private boolean begun;
    private boolean ended;

    UuDecoding(OutputStream sink) {
        super(sink);
    }

    @Override
    void take(int octet) throws IOException {
        if (octet == '\n') {
            readLine();
        } else if (octet != '\r' && line.length() < LONGEST_LINE) {
            line.append((char) octet);
        }
    }

    @Override
    void finish() throws IOException {
        readLine();
        if (!ended) {
            damage();
        }
    }

    private void readLine() throws IOException {
        String text = line.toString();
        line.setLength(0);
        if (!begun) {
            begun = text.matches("begin [0-7]{3,4} .*");
        } else if (text.strip().equals("end")) {
            ended = true;
        } else if (!ended && !text.isEmpty()) {
            readOctets(text);
        }
    }

    private void readOctets(String text) throws IOException {
        int length = value(text, 0);
        if (text.length() - 1 < (length * 4 + 2) / 3) {
            // Spaces at the end of a line are lost on the way and mean zero; anything else that is missing is not told
            // apart.
            damage();
        }
        for (int n = 0, at = 1; n < length; at += 4) {
            int bits =
                    value(text, at) << 18 | value(text, at + 1) << 12 | value(text, at + 2) << 6 | value(text, at + 3);
            for (int shift = 16; shift >= 0 && n < length; shift -= 8, n++) {
                put(bits >> shift & 0xff);
            }
        }
    }

    private static int value(String text, int index) {
        return index < text.length() ? text.charAt(index) - ' ' & 0x3f : 0;
    }
}
