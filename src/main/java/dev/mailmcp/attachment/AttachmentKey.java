package dev.mailmcp.attachment;

import dev.mailmcp.value.InvalidValue;
import java.util.regex.Pattern;

/**
 * Names one stored attachment: owner, then an HMAC of mailbox, UIDVALIDITY, UID and section. The same part always has the
 * same key, so a second read finds what the first one stored. Names nothing a person wrote.
 */
public record AttachmentKey(String ownerId, String partId) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{16,64}");

    public AttachmentKey {
        if (!ID.matcher(ownerId).matches() || !ID.matcher(partId).matches()) {
            throw new InvalidValue("not an attachment key");
        }
    }

    /** The path below the bucket or folder: {@code owner/part}. */
    public String path() {
        return ownerId + "/" + partId;
    }
}
