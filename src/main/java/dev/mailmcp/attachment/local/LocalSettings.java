package dev.mailmcp.attachment.local;

import dev.mailmcp.value.InvalidValue;
import java.nio.file.Path;

/**
 * Where attachments are kept on this machine, and how much of them.
 *
 * @param directory ours alone; made when it is missing
 * @param quota most bytes of one owner, each file rounded up to 4 KiB
 */
public record LocalSettings(Path directory, long quota) {
    /** What one owner may have unless the operator says otherwise: 1 GiB. */
    public static final long DEFAULT_QUOTA = 1L << 30;

    public LocalSettings {
        if (quota < 1) {
            throw new InvalidValue("the quota of attachments is a positive number of bytes");
        }
    }
}
