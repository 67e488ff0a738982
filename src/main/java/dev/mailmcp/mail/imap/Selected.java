package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.Flag;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.UidValidity;
import java.util.List;
import java.util.Optional;

/**
 * The mailbox that is selected, as far as the server has told of it (RFC 9051 §6.3.2).
 *
 * @param writable whether it was opened by SELECT; by EXAMINE otherwise
 * @param exists messages in it
 * @param permanent flags that can be kept, {@code \*} for any keyword; empty when the server does not say, which means all
 */
record Selected(
        MailboxName name, boolean writable, UidValidity uidValidity, long exists, Optional<List<String>> permanent) {

    Selected withExists(long now) {
        return new Selected(name, writable, uidValidity, now, permanent);
    }

    void mustHave(Optional<UidValidity> expected) {
        if (expected.isPresent() && !expected.get().equals(uidValidity)) {
            throw Faults.stale();
        }
    }

    /** Whether a flag, once set, stays set. */
    boolean keeps(Flag flag) {
        return permanent.isEmpty()
                || permanent.get().stream().anyMatch(flag.value()::equalsIgnoreCase)
                || (!flag.isSystem() && permanent.get().contains("\\*"));
    }
}
