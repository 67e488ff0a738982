package dev.mailmcp.mail;

/**
 * A mailbox address as found in a header (RFC 5322 §3.4), decoded. Nothing of it is checked: mail contains what it contains.
 *
 * @param name the display name, decoded; empty when there is none
 * @param email the addr-spec as written; may be empty in broken mail
 */
public record Address(String name, String email) {
    private static final String MEANT = ",;:<>@()\"\\";

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
