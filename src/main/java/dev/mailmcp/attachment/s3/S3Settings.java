package dev.mailmcp.attachment.s3;

import dev.mailmcp.value.InvalidValue;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which bucket, and how to reach it.
 *
 * @param bucket as S3 names buckets: 3 to 63 lower-case letters, digits, dots and hyphens
 * @param region {@code us-east-1} suits most compatible servers
 * @param credentials empty: the SDK's own chain (environment, profile, the machine's role). A role's credentials are
 *     temporary, and a URL signed with them dies with them, however long its life was to be.
 * @param endpoint of an S3-compatible server, which is then addressed path-style; empty for Amazon's
 */
public record S3Settings(String bucket, String region, Optional<S3Credentials> credentials, Optional<URI> endpoint) {
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,40}");

    public S3Settings {
        if (!BUCKET.matcher(bucket).matches()) {
            throw new InvalidValue("a bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens");
        }
        if (!REGION.matcher(region).matches()) {
            throw new InvalidValue("a region looks like eu-central-1");
        }
        if (!endpoint.map(S3Settings::isHttp).orElse(true)) {
            throw new InvalidValue("an S3 endpoint looks like https://s3.example.org: http or https, no query");
        }
    }

    private static boolean isHttp(URI uri) {
        return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
    }
}
