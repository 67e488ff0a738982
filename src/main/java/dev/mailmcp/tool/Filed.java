package dev.mailmcp.tool;

import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.SearchKey;
import dev.mailmcp.mail.Uid;
import java.util.Optional;

/** Looks for a message of ours by its Message-ID. */
final class Filed {
    private Filed() {}

    /** @throws MailException when the mailbox cannot be searched */
    static Optional<Uid> find(MailboxSession session, MailboxName mailbox, String messageId) {
        return session.search(mailbox, new SearchKey.Header("Message-ID", messageId), 0).uids().stream()
                .findFirst();
    }
}
