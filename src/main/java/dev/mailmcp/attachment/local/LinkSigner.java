package dev.mailmcp.attachment.local;

import dev.mailmcp.attachment.AttachmentKey;
import dev.mailmcp.attachment.AttachmentKeys;
import dev.mailmcp.attachment.FieldMac;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;

/**
 * Turns links into paths and back: {@code /attachments/<owner>/<part>/<name>?grant=…&exp=…&sig=…}. One spelling only: a path
 * that says the same in another way is not ours.
 */
final class LinkSigner {
    static final String PATH = "/attachments/";

    private static final Pattern FORM = Pattern.compile(PATH + "([A-Za-z0-9_-]{16,64})/([A-Za-z0-9_-]{16,64})"
            + "/([A-Za-z0-9._-]{1,60})\\?grant=([A-Za-z0-9_-]{1,64})&exp=([1-9][0-9]{0,11})&sig=([A-Za-z0-9_-]{22})");

    private final AttachmentKeys keys;

    LinkSigner(AttachmentKeys keys) {
        this.keys = keys;
    }

    /** Path and query. */
    String sign(DownloadLink link) {
        return PATH + link.key().path() + "/" + link.name() + "?grant=" + link.grant() + "&exp="
                + link.expires().getEpochSecond() + "&sig="
                + signature(keys.urls().getFirst(), link);
    }

    /** Empty unless one of our keys signed exactly this. Says nothing of its expiry. */
    Optional<DownloadLink> verify(String pathAndQuery) {
        Matcher form = FORM.matcher(pathAndQuery);
        if (!form.matches()) {
            return Optional.empty();
        }
        var link = new DownloadLink(
                new AttachmentKey(form.group(1), form.group(2)),
                form.group(3),
                form.group(4),
                Instant.ofEpochSecond(Long.parseLong(form.group(5))));
        byte[] given = form.group(6).getBytes(StandardCharsets.US_ASCII);
        boolean genuine = false;
        for (SecretKey key : keys.urls()) {
            genuine |= MessageDigest.isEqual(given, signature(key, link).getBytes(StandardCharsets.US_ASCII));
        }
        return genuine ? Optional.of(link) : Optional.empty();
    }

    private static String signature(SecretKey key, DownloadLink link) {
        return FieldMac.of(
                key,
                16,
                "attachment url",
                link.key().ownerId(),
                link.key().partId(),
                link.name(),
                link.grant(),
                Long.toString(link.expires().getEpochSecond()));
    }
}
