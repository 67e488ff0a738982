package dev.mailmcp.mail.mime;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Base64 (RFC 2045 §6.8) as found: noise between the characters is passed over, padding may be missing. What follows the
 * padding counts only when a whole line of it is Base64, since gateways append words of their own there.
 */
final class Base64Decoding extends DecodingOutput {
    private static final int LONGEST_LINE = 4096;

    private int bits;
    private int held;
    private boolean padded;
    private final StringBuilder lineAfterPadding = new StringBuilder();

    Base64Decoding(OutputStream sink) {
        super(sink);
    }

    @Override
    void take(int octet) throws IOException {
        if (padded) {
            takeAfterPadding(octet);
            return;
        }
        int value = value(octet);
        if (value >= 0) {
            add(value);
        } else if (octet == '=') {
            endQuantum();
            padded = true;
        } else if (!isSpace(octet)) {
            damage();
        }
    }

    @Override
    void finish() throws IOException {
        readLineAfterPadding();
        if (held == 1) {
            damage();
        }
        endQuantum();
    }

    /** The value of a character, in either alphabet (RFC 4648 §4, §5); -1 for any other. */
    static int value(int c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return switch (c) {
            case '+', '-' -> 62;
            case '/', '_' -> 63;
            default -> -1;
        };
    }

    private void add(int value) throws IOException {
        bits = bits << 6 | value;
        if (++held == 4) {
            put(bits >> 16 & 0xff);
            put(bits >> 8 & 0xff);
            put(bits & 0xff);
            bits = 0;
            held = 0;
        }
    }

    private void endQuantum() throws IOException {
        if (held == 2) {
            put(bits >> 4 & 0xff);
        } else if (held == 3) {
            put(bits >> 10 & 0xff);
            put(bits >> 2 & 0xff);
        }
        bits = 0;
        held = 0;
    }

    private void takeAfterPadding(int octet) throws IOException {
        if (octet == '\n' || octet == '\r') {
            readLineAfterPadding();
        } else if (octet == '=' && lineAfterPadding.isEmpty()) {
            return; // The second of two.
        } else if (lineAfterPadding.length() < LONGEST_LINE) {
            lineAfterPadding.append((char) octet);
        }
    }

    private void readLineAfterPadding() throws IOException {
        if (lineAfterPadding.isEmpty()) {
            return;
        }
        String line = lineAfterPadding.toString();
        lineAfterPadding.setLength(0);
        if (line.length() % 4 != 0 || !line.matches("[A-Za-z0-9+/]+={0,2}")) {
            damage();
            return;
        }
        padded = false;
        for (int i = 0; i < line.length(); i++) {
            take(line.charAt(i));
        }
    }

    private static boolean isSpace(int octet) {
        return octet == '\r' || octet == '\n' || octet == ' ' || octet == '\t';
    }
}
