package dev.mailmcp.tool;

import dev.mailmcp.attachment.AttachmentOwner;
import dev.mailmcp.attachment.AttachmentStore;
import dev.mailmcp.attachment.CurrentOwner;
import dev.mailmcp.attachment.StoredAttachment;
import dev.mailmcp.mail.Address;
import dev.mailmcp.mail.Composition;
import dev.mailmcp.mail.CurrentMailbox;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mcp.Arguments;
import dev.mailmcp.mcp.ToolError;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes a composition out of arguments: knows who may be its author and which files may go along. */
@Singleton
final class LetterWriter {
    private final CurrentMailbox mailbox;
    private final CurrentOwner current;
    private final AttachmentStore store;

    LetterWriter(CurrentMailbox mailbox, CurrentOwner current, AttachmentStore store) {
        this.mailbox = mailbox;
        this.current = current;
        this.store = store;
    }

    Composition write(Arguments arguments) {
        Answered answered = answered(arguments);
        return new Composition(
                author(arguments.get(Letter.FROM)),
                arguments.get(Letter.TO),
                arguments.get(Letter.CC),
                arguments.get(Letter.BCC),
                arguments.get(Letter.SUBJECT),
                arguments.get(Letter.TEXT_BODY),
                arguments.get(Letter.HTML_BODY),
                answered.inReplyTo(),
                answered.references(),
                files(arguments.get(Letter.ATTACHMENT_URLS)));
    }

    private Answered answered(Arguments arguments) {
        Optional<Uid> uid = arguments.get(Letter.IN_REPLY_TO_UID);
        if (uid.isEmpty()) {
            return Answered.NOTHING;
        }
        MailboxSession session = mailbox.session();
        MailboxName folder = session.resolve(arguments.get(Letter.IN_REPLY_TO_FOLDER));
        return Answered.of(session.read(folder, uid.get(), arguments.get(Letter.IN_REPLY_TO_UIDVALIDITY)));
    }

    private Address author(Optional<Address> asked) {
        Address own = mailbox.author();
        if (asked.isEmpty()) {
            return own;
        }
        Address wanted = asked.get();
        List<String> allowed = Stream.concat(Stream.of(own.email()), mailbox.aliases().stream())
                .toList();
        String email = allowed.stream()
                .filter(wanted::isMailbox)
                .findFirst()
                .orElseThrow(() -> ToolError.invalidArgument(
                        "from is not an address of this account", "Use one of: " + String.join(", ", allowed) + "."));
        return new Address(wanted.name().isEmpty() ? own.name() : wanted.name(), email);
    }

    private List<Composition.File> files(List<URI> urls) {
        if (urls.isEmpty()) {
            return List.of();
        }
        AttachmentOwner owner = current.owner();
        List<Composition.File> files = new ArrayList<>();
        for (URI url : urls) {
            int position = files.size() + 1;
            StoredAttachment stored = store.resolve(owner, url).orElseThrow(() -> foreign(position));
            files.add(new Composition.File(
                    stored.key().path(),
                    stored.filename(),
                    stored.contentType(),
                    stored.size(),
                    () -> store.open(stored)));
        }
        return List.copyOf(files);
    }

    /** Nothing is ever fetched from a URL that a model gives: it would let a mail choose where we connect to. */
    private static ToolError foreign(int position) {
        return ToolError.invalidArgument(
                "attachment_urls: number " + position + " is not a URL that this server gave out for this mailbox,"
                        + " or it has expired",
                "Read the message with get_mail_message again and use the url it gives. Other URLs are never fetched.");
    }
}
