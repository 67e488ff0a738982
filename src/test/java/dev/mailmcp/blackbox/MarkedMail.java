package dev.mailmcp.blackbox;

import java.util.Random;

/**
 * A mail that is known by its subject alone: its text and its attachment follow from the mark, so that whatever is read of it can
 * be told right or wrong.
 *
 * @param mark its subject; no other mail's subject contains it
 */
record MarkedMail(String mark) {
    static final String FILE = "file.bin";
    private static final int ATTACHMENT = 3000;

    private int kind() {
        return Math.floorMod(mark.hashCode(), 5);
    }

    boolean hasAttachment() {
        return kind() == 0;
    }

    /** One in five is so long that it takes more than one answer of a server to read it. */
    String text() {
        int lines = kind() == 1 ? 1500 : 1 + kind();
        return ("This is the text of " + mark + " and of no other mail.\r\n").repeat(lines);
    }

    byte[] attachment() {
        byte[] octets = new byte[ATTACHMENT];
        new Random(mark.hashCode()).nextBytes(octets);
        return octets;
    }

    /** In wire form. */
    String source() {
        return hasAttachment() ? Mails.withAttachment(mark, text(), FILE, attachment()) : Mails.plain(mark, text());
    }
}
