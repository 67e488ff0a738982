package dev.mailmcp.attachment.local;

import dev.mailmcp.attachment.AttachmentKey;
import dev.mailmcp.value.InvalidValue;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What a download URL says, all of it signed.
 *
 * @param name ends the path, for tools that name a file after its URL
 * @param grant the URL dies with it
 * @param expires in whole seconds
 */
record DownloadLink(AttachmentKey key, String name, String grant, Instant expires) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,60}");
    private static final Pattern GRANT = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    DownloadLink {
        if (!NAME.matcher(name).matches() || !GRANT.matcher(grant).matches()) {
            throw new InvalidValue("a download link is made of url-safe names");
        }
    }

    boolean isLive(Instant now) {
        return now.isBefore(expires);
    }
}
