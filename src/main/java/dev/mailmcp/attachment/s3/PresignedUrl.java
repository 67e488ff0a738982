package dev.mailmcp.attachment.s3;

import dev.mailmcp.attachment.AttachmentKey;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a presigned URL of ours says of itself. Its signature is not recomputed: a role's credentials may have changed since.
 * Nothing rests on it, because all that is taken from the URL is a key, and that is asked for only when it is the caller's
 * own: whoever forges such a URL names, at most, an attachment that is theirs already.
 */
record PresignedUrl(AttachmentKey key, Instant expires) {
    private static final Pattern PATH = Pattern.compile("([A-Za-z0-9_-]{16,64})/([A-Za-z0-9_-]{16,64})");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

    /** @param base everything up to the key; scheme, host, port and bucket are compared with it letter by letter */
    static Optional<PresignedUrl> parse(String base, URI url) {
        String text = url.toString();
        int question = text.indexOf('?');
        if (!text.startsWith(base) || question < base.length()) {
            return Optional.empty();
        }
        Matcher path = PATH.matcher(text.substring(base.length(), question));
        String query = text.substring(question + 1);
        if (!path.matches()
                || parameter(query, "X-Amz-Signature", "[0-9a-f]{64}").isEmpty()) {
            return Optional.empty();
        }
        return parameter(query, "X-Amz-Date", "[0-9]{8}T[0-9]{6}Z")
                .flatMap(date -> parameter(query, "X-Amz-Expires", "[0-9]{1,6}")
                        .flatMap(seconds -> end(date, Long.parseLong(seconds))))
                .map(end -> new PresignedUrl(new AttachmentKey(path.group(1), path.group(2)), end));
    }

    private static Optional<Instant> end(String date, long seconds) {
        try {
            return Optional.of(
                    LocalDateTime.parse(date, DATE).toInstant(ZoneOffset.UTC).plusSeconds(seconds));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** The value of a parameter that stands there once, in this form. */
    private static Optional<String> parameter(String query, String name, String form) {
        Matcher matcher = Pattern.compile("(?:^|&)" + name + "=([^&#]*)(?=&|$)").matcher(query);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String value = matcher.group(1);
        return matcher.find() || !value.matches(form) ? Optional.empty() : Optional.of(value);
    }
}
