package dev.mailmcp.mail;

import java.util.List;
import java.util.Optional;

/**
 * A message as read. Attachments are described, not fetched.
 *
 * @param references message identifiers of the thread, oldest first (RFC 5322 §3.6.4)
 * @param fields header fields that tell where a mail comes from and what kind of mail it is, in their order; see the adapter for
 *     which are asked for
 * @param text the plain text body, decoded; empty when the message has none
 * @param html the HTML body, decoded; empty when the message has none
 * @param special what parts for programs say, and how the message is protected
 * @param warnings what could not be read and was left out, one sentence each, for the reader
 */
public record Message(
        MailboxName mailbox,
        UidValidity uidValidity,
        MessageSummary summary,
        List<String> references,
        List<HeaderField> fields,
        Optional<String> text,
        Optional<String> html,
        List<Attachment> attachments,
        List<SpecialPart> special,
        List<String> warnings) {
    public Message {
        references = List.copyOf(references);
        fields = List.copyOf(fields);
        attachments = List.copyOf(attachments);
        special = List.copyOf(special);
        warnings = List.copyOf(warnings);
    }
}
