package dev.mailmcp.mail;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One mailbox of an account, as LIST and STATUS tell it (RFC 9051 §7.3.1, §7.3.4).
 *
 * @param delimiter the hierarchy delimiter; empty when names are flat
 * @param selectable false for a name that only holds other names ({@code \Noselect}, {@code \NonExistent})
 * @param total messages in it; empty when counts were not asked for or the server would not say
 * @param unread messages without {@code \Seen}; empty as above
 */
public record Mailbox(
        MailboxName name,
        Optional<String> delimiter,
        Role role,
        boolean selectable,
        OptionalLong total,
        OptionalLong unread) {

    /** The last level of the name: {@code "2025"} of {@code "Archive/2025"}. */
    public String leaf() {
        String full = name.value();
        return delimiter
                .map(d -> full.substring(full.lastIndexOf(d) < 0 ? 0 : full.lastIndexOf(d) + d.length()))
                .orElse(full);
    }
}
