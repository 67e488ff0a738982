package dev.mailmcp.attachment;

import java.util.Locale;
import java.util.regex.Pattern;

/** Media types: as they are stored, and as they are handed to a browser. */
public final class DownloadType {
    /** What a browser is told to save and never to open. */
    public static final String OPAQUE = "application/octet-stream";

    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}");
    /** Types that run something when opened in the origin of a bucket, or hold parts that do. */
    private static final Pattern ACTIVE =
            Pattern.compile("(multipart|message)/.*|.*(html|svg|script|css|xsl|flash).*|.*[/+]xml");

    private DownloadType() {}

    static String wellFormed(String contentType) {
        String lower = contentType.toLowerCase(Locale.ROOT).strip();
        return MEDIA_TYPE.matcher(lower).matches() ? lower : OPAQUE;
    }

    /** The type itself, or {@link #OPAQUE} for HTML, SVG, XML, scripts and their like. */
    public static String passive(String contentType) {
        return ACTIVE.matcher(contentType).matches() ? OPAQUE : contentType;
    }
}
