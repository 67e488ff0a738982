package dev.mailmcp.tool;

import dev.mailmcp.attachment.AttachmentKey;
import dev.mailmcp.attachment.AttachmentOwner;
import dev.mailmcp.attachment.AttachmentReference;
import dev.mailmcp.attachment.AttachmentStore;
import dev.mailmcp.attachment.CurrentOwner;
import dev.mailmcp.attachment.StoredAttachment;
import dev.mailmcp.mail.Attachment;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Message;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Gives an attachment of a mail a URL; takes its bytes out of the mailbox only the first time. */
@Singleton
final class AttachmentLinks {
    private static final Logger LOG = Logger.getLogger(AttachmentLinks.class);

    private final CurrentOwner current;
    private final AttachmentStore store;

    AttachmentLinks(CurrentOwner current, AttachmentStore store) {
        this.current = current;
        this.store = store;
    }

    /**
     * Empty when the attachment could not be stored: that must not cost the reader the message.
     *
     * @param beforeStoring run if it has to be taken out of the mailbox now
     */
    Optional<URI> link(MailboxSession session, Message message, Attachment attachment, Runnable beforeStoring) {
        try {
            AttachmentOwner owner = current.owner();
            AttachmentKey key = store.key(owner, reference(message, attachment));
            Optional<StoredAttachment> known = store.find(key);
            if (known.isEmpty()) {
                beforeStoring.run();
            }
            StoredAttachment stored = known.isPresent() ? known.get() : store(session, message, attachment, key);
            return Optional.of(store.url(owner, stored));
        } catch (IOException | RuntimeException e) {
            LOG.warnf("an attachment could not be stored: %s", e.getClass().getName());
            return Optional.empty();
        }
    }

    private StoredAttachment store(MailboxSession session, Message message, Attachment attachment, AttachmentKey key)
            throws IOException {
        return store.put(
                key,
                attachment.filename(),
                attachment.contentType(),
                attachment.size(),
                sink -> session.download(
                        message.mailbox(), message.summary().uid(), message.uidValidity(), attachment, sink));
    }

    private static AttachmentReference reference(Message message, Attachment attachment) {
        return new AttachmentReference(
                message.mailbox().value(),
                message.uidValidity().value(),
                message.summary().uid().value(),
                attachment.section());
    }
}
