package dev.mailmcp.mail;

import java.util.List;

/**
 * A page of a mailbox, newest (highest sequence number) first.
 *
 * @param total messages in the mailbox at that moment
 */
public record MessagePage(MailboxName mailbox, UidValidity uidValidity, long total, List<MessageSummary> messages) {
    public MessagePage {
        messages = List.copyOf(messages);
    }
}
