package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.imap.Response.Untagged;
import dev.mailmcp.value.InvalidValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What a STATUS response counts (RFC 9051 §7.3.4). */
record Counts(OptionalLong total, OptionalLong unread) {
    static final Counts UNKNOWN = new Counts(OptionalLong.empty(), OptionalLong.empty());

    /** The counts in a reply by mailbox. */
    static Map<MailboxName, Counts> in(Reply reply) {
        Map<MailboxName, Counts> counts = new HashMap<>();
        reply.data("STATUS").forEach(status -> {
            try {
                counts.put(new MailboxName(ModifiedUtf7.decode(status.at(0).raw())), of(status));
            } catch (InvalidValue _) {
                // A name that LIST would not have given either.
            }
        });
        return counts;
    }

    private static Counts of(Untagged status) {
        List<Data> items = status.at(1).items();
        OptionalLong total = OptionalLong.empty();
        OptionalLong unread = OptionalLong.empty();
        for (int i = 0; i + 1 < items.size(); i += 2) {
            long number = items.get(i + 1).number();
            if (number >= 0) {
                switch (items.get(i).upper()) {
                    case "MESSAGES" -> total = OptionalLong.of(number);
                    case "UNSEEN" -> unread = OptionalLong.of(number);
                    default -> {
                        // Not asked for.
                    }
                }
            }
        }
        return new Counts(total, unread);
    }
}
