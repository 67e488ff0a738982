package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.Flag;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.UidValidity;
import dev.mailmcp.value.InvalidValue;
import java.util.List;
import java.util.Optional;

/**
 * What SELECT or EXAMINE told (RFC 9051 §6.3.2).
 *
 * @param exists messages in it at that moment
 * @param permanent flags that can be kept, {@code \*} for any keyword; empty when the server does not say, which means all
 */
record Selected(MailboxName name, UidValidity uidValidity, long exists, Optional<List<String>> permanent) {
    static Selected of(MailboxName name, Reply reply) {
        long exists =
                reply.data("EXISTS").mapToLong(Response.Untagged::number).max().orElse(0);
        // A server without UIDVALIDITY keeps no UIDs at all (RFC 3501 §2.3.1.1); none in use is that old.
        long validity = reply.code("UIDVALIDITY")
                .map(text -> new Data.Atom(text.arguments()).number())
                .orElse(1L);
        Optional<List<String>> permanent = reply.code("PERMANENTFLAGS").map(text -> {
            String inner = text.arguments().replaceAll("[()]", " ").strip();
            return inner.isEmpty() ? List.of() : List.of(inner.split(" +", -1));
        });
        try {
            return new Selected(name, new UidValidity(validity), exists, permanent);
        } catch (InvalidValue _) {
            return new Selected(name, new UidValidity(1), exists, permanent);
        }
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
