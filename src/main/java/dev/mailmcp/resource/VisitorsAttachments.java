package dev.mailmcp.resource;

import dev.mailmcp.attachment.AttachmentOwner;
import dev.mailmcp.attachment.CurrentOwner;
import jakarta.inject.Singleton;

/** Whose attachments the current request works with. */
@Singleton
final class VisitorsAttachments implements CurrentOwner {
    private final OwnerNames names;

    VisitorsAttachments(OwnerNames names) {
        this.names = names;
    }

    @Override
    public AttachmentOwner owner() {
        return names.of(Visit.CURRENT.get().grant());
    }
}
