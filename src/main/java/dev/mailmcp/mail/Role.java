package dev.mailmcp.mail;

import java.util.Locale;
import java.util.Optional;

/** What a mailbox is for: RFC 6154 special-use attributes, RFC 9051 §7.3.1, and INBOX. */
public enum Role {
    INBOX,
    SENT,
    DRAFTS,
    TRASH,
    JUNK,
    ARCHIVE,
    ALL,
    FLAGGED,
    NONE;

    /** The word on the wire: {@code "sent"}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads {@code sent}, {@code Sent}, {@code \Sent}; empty for any other word and for {@code none}. */
    public static Optional<Role> of(String word) {
        String bare = word.startsWith("\\") ? word.substring(1) : word;
        for (Role role : values()) {
            if (role != NONE && role.name().equalsIgnoreCase(bare)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
