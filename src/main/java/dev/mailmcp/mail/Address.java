package dev.mailmcp.mail;

/**
 * A mailbox address as found in a header (RFC 5322 §3.4), decoded. Nothing of it is checked: mail contains what it contains.
 *
 * @param name the display name, decoded; empty when there is none
 * @param email the addr-spec as written; may be empty in broken mail
 */
public record Address(String name, String email) {
    /** {@code Ada Lovelace <ada@example.org>}, or the bare address. For people and models, not for a header field. */
    public String display() {
        return name.isEmpty() ? email : name + " <" + email + ">";
    }
}
