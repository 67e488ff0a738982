package dev.mailmcp.mail;

import dev.mailmcp.value.InvalidValue;

/** A mailbox name as people read it, not in modified UTF-7. RFC 9051 §5.1: INBOX is special and case-insensitive. */
public record MailboxName(String value) {
    /** The one that every mailbox has, in any case of letters (RFC 9051 §5.1). */
    public static final MailboxName INBOX = new MailboxName("INBOX");

    public MailboxName {
        if (value.isEmpty()) {
            throw new InvalidValue("the mailbox name is empty");
        }
        if (value.length() > 1000) {
            throw new InvalidValue("the mailbox name is longer than 1000 characters");
        }
        if (value.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            throw new InvalidValue("the mailbox name has a control character");
        }
        if (value.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            throw new InvalidValue("the mailbox name has half a character");
        }
        if (value.equalsIgnoreCase("INBOX")) {
            value = "INBOX";
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
