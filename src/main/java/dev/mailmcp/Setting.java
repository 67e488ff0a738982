package dev.mailmcp;

import java.util.Arrays;
import java.util.Optional;

/**
 * Every variable that configures the server, from the environment or a {@code .env} file in the working directory.
 * {@code .env.sample} explains each; a test keeps the two equal.
 */
public enum Setting {
    BASE_URL,
    PORT("3000"),
    ENCRYPTION_KEY,
    CLIENT_KEYS,
    STATE("embedded"),
    DATA_DIR("./data"),
    DATABASE_URL,
    DATABASE_USER,
    DATABASE_PASSWORD,
    DYNAMIC_REGISTRATION("on"),
    ALLOWED_REDIRECTS,
    CLIENT_DOCUMENTS("open"),
    CLIENT_DOCUMENT_HOSTS,
    CLIENT_DOCUMENTS_TEST_CA,
    LEGACY_CLIENT_KEY,
    REVOKED_CLIENTS,
    CLIENTS_NOT_BEFORE,
    ALLOWED_ORIGINS,
    ACCESS_TOKEN_TTL("1h"),
    REFRESH_TOKEN_TTL("30d"),
    GRANT_MAX_AGE("90d"),
    IMAP_HOST,
    IMAP_PORT("993"),
    IMAP_SECURITY("tls"),
    SMTP_HOST,
    SMTP_PORT("465"),
    SMTP_SECURITY("tls"),
    ALLOW_PRIVATE_HOSTS,
    MAIL_TRUST_CA,
    AWS_S3_BUCKET,
    AWS_REGION("us-east-1"),
    AWS_ACCESS_KEY_ID,
    AWS_SECRET_ACCESS_KEY,
    AWS_ENDPOINT_URL_S3,
    ATTACHMENT_URL_TTL("7d"),
    TRUSTED_PROXIES,
    ABUSE_LIMITS("on"),
    CALLS_AT_ONCE("16"),
    CALLS_PER_SECOND("10"),
    MAX_POOL_SIZE("1000"),
    MAX_SESSIONS_PER_MAILBOX("5"),
    MAX_SESSIONS_PER_HOST,
    TOLERATE_LEGACY_VERSION_HEADER("true"),
    AUDIT_MAILBOXES("hmac"),
    METRICS_TOKEN,
    MAIL_MCP_LOG_LEVEL("INFO");

    private final String fallback;

    Setting() {
        this("");
    }

    Setting(String fallback) {
        this.fallback = fallback;
    }

    /** What holds when the variable is unset or empty; empty when there is no default. */
    public Optional<String> defaultValue() {
        return fallback.isEmpty() ? Optional.empty() : Optional.of(fallback);
    }

    /** The variable of that name. */
    public static Optional<Setting> named(String name) {
        return Arrays.stream(values())
                .filter(setting -> setting.name().equals(name))
                .findFirst();
    }
}
