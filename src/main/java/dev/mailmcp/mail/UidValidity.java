package dev.mailmcp.mail;

import dev.mailmcp.value.InvalidValue;

/** Says which life of a mailbox a UID belongs to (RFC 9051 §2.3.1.1), 1 to 2^32-1. */
public record UidValidity(long value) {
    public UidValidity {
        if (value < 1 || value > Uid.HIGHEST) {
            throw new InvalidValue("a UIDVALIDITY is a number from 1 to 4294967295");
        }
    }
}
