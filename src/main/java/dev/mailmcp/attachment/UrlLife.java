package dev.mailmcp.attachment;

import dev.mailmcp.value.InvalidValue;
import java.time.Duration;

/**
 * How long an attachment's URL works.
 *
 * @param value 1 second to 7 days, the most that a presigned S3 URL can live (Signature Version 4)
 */
public record UrlLife(Duration value) {
    private static final Duration LONGEST = Duration.ofDays(7);

    public UrlLife {
        if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(LONGEST) > 0) {
            throw new InvalidValue("is one second to 7d: no signed S3 URL lives longer");
        }
    }
}
