package dev.mailmcp.attachment;

import java.util.Locale;

/**
 * Gives owners and attachments their names in storage: stable, unguessable, and telling nothing of the host, the login or the
 * mailbox to whoever sees the bucket.
 */
public final class AttachmentNames {
    private final AttachmentKeys keys;

    public AttachmentNames(AttachmentKeys keys) {
        this.keys = keys;
    }

    /**
     * The owner's id: the same for every grant of one account, 22 characters.
     *
     * @param host of the IMAP server, in any case
     * @param login exactly as the server knows it
     */
    public String ownerId(String host, String login) {
        return FieldMac.of(keys.objects(), 16, "attachment owner", host.toLowerCase(Locale.ROOT), login);
    }

    /** The key of one part of one message of this owner. */
    public AttachmentKey key(AttachmentOwner owner, AttachmentReference reference) {
        String part = FieldMac.of(
                keys.objects(),
                32,
                "attachment part",
                owner.id(),
                reference.mailbox(),
                Long.toString(reference.uidValidity()),
                Long.toString(reference.uid()),
                reference.section());
        return new AttachmentKey(owner.id(), part);
    }
}
