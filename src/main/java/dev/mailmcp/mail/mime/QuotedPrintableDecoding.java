package dev.mailmcp.mail.mime;

import java.io.IOException;
import java.io.OutputStream;

/** Quoted-printable (RFC 2045 §6.7) as found: an escape that is none stands for itself. */
final class QuotedPrintableDecoding extends DecodingOutput {
    private static final int MOST_SPACES = 1000;

    /** What has been read of an escape, or of white space that may turn out to be at the end of a line. */
    private final StringBuilder pending = new StringBuilder();

    QuotedPrintableDecoding(OutputStream sink) {
        super(sink);
    }

    @Override
    void take(int octet) throws IOException {
        if (!pending.isEmpty() && pending.charAt(0) == '=') {
            takeInEscape(octet);
        } else if (octet == '=') {
            release();
            pending.append('=');
        } else if (octet == ' ' || octet == '\t') {
            if (pending.length() == MOST_SPACES) {
                release();
            }
            pending.append((char) octet);
        } else {
            if (octet == '\r' || octet == '\n') {
                pending.setLength(0); // RFC 2045 §6.7 rule 3: such white space was added on the way.
            }
            release();
            put(octet);
        }
    }

    @Override
    void finish() throws IOException {
        boolean softBreak = !pending.isEmpty()
                && pending.charAt(0) == '='
                && pending.toString().substring(1).isBlank();
        if (!softBreak) {
            if (!pending.isEmpty() && pending.charAt(0) == '=') {
                damage();
            }
            release();
        }
    }

    private void takeInEscape(int octet) throws IOException {
        int length = pending.length();
        char last = pending.charAt(length - 1);
        if (last == '\r') {
            pending.setLength(0);
            if (octet != '\n') {
                take(octet);
            }
        } else if (octet == '\n') {
            endSoftBreak();
        } else if (octet == '\r' && isBlankAfterSign()) {
            pending.append('\r');
        } else if ((octet == ' ' || octet == '\t') && isBlankAfterSign() && length < MOST_SPACES) {
            pending.append((char) octet);
        } else if (length == 1 && Character.digit(octet, 16) >= 0) {
            pending.append((char) octet);
        } else if (length == 2 && Character.digit(octet, 16) >= 0 && Character.digit(last, 16) >= 0) {
            put(Character.digit(last, 16) << 4 | Character.digit(octet, 16));
            pending.setLength(0);
        } else {
            damage();
            release();
            take(octet);
        }
    }

    private void endSoftBreak() throws IOException {
        if (isBlankAfterSign()) {
            pending.setLength(0);
        } else {
            damage();
            release();
            take('\n');
        }
    }

    private boolean isBlankAfterSign() {
        return pending.toString().substring(1).isBlank();
    }

    private void release() throws IOException {
        for (int i = 0; i < pending.length(); i++) {
            put(pending.charAt(i));
        }
        pending.setLength(0);
    }
}
