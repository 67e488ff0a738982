package dev.mailmcp.mail;

import dev.mailmcp.value.InvalidValue;

/** A message's unique identifier within one mailbox and one UIDVALIDITY (RFC 9051 §2.3.1.1), 1 to 2^32-1. */
public record Uid(long value) implements Comparable<Uid> {
    /** The highest number of 32 bits, here as in all of IMAP. */
    public static final long HIGHEST = 0xFFFF_FFFFL;

    public Uid {
        if (value < 1 || value > HIGHEST) {
            throw new InvalidValue("a UID is a number from 1 to 4294967295");
        }
    }

    @Override
    public int compareTo(Uid that) {
        return Long.compare(value, that.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
