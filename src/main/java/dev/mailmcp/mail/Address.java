package dev.mailmcp.mail;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.value.InvalidValue;

/**
 * A mailbox address as found in a header (RFC 5322 §3.4), decoded. Nothing of it is checked: mail contains what it contains.
 *
 * @param name the display name, decoded; empty when there is none
 * @param email the addr-spec as written; may be empty in broken mail
 */
public record Address(String name, String email) {
    private static final String MEANT = ",;:<>@()\"\\";

    /** Whether another address is this mailbox, as {@link EmailAddress} compares; what is no address is none. */
    public boolean isMailbox(String other) {
        try {
            return new EmailAddress(email).equals(new EmailAddress(other));
        } catch (InvalidValue _) {
            return false;
        }
    }

    /**
     * {@code Ada Lovelace <ada@example.org>}, or the bare address; the name in quotes where it has a sign with a meaning, so that
     * {@link AddressList} reads the same: {@code "Lovelace, Ada" <ada@example.org>}. For people and models, not for a header.
     */
    public String display() {
        if (name.isEmpty()) {
            return email;
        }
        boolean quoted = name.chars().anyMatch(c -> MEANT.indexOf(c) >= 0);
        String shown = quoted ? '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"' : name;
        return shown + " <" + email + ">";
    }
}
