package dev.mailmcp;

import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.MailServers;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.attachment.UrlLife;
import dev.mailmcp.attachment.s3.S3Credentials;
import dev.mailmcp.attachment.s3.S3Settings;
import dev.mailmcp.dial.MailTrust;
import dev.mailmcp.dial.PrivateHosts;
import dev.mailmcp.document.DocumentHosts;
import dev.mailmcp.document.DocumentHosts.Admission;
import dev.mailmcp.limit.LimitSettings;
import dev.mailmcp.limit.TrustedProxies;
import dev.mailmcp.mail.pool.Bounds;
import dev.mailmcp.mcp.Allowance;
import dev.mailmcp.metric.MetricsToken;
import dev.mailmcp.oauth.AllowedRedirects;
import dev.mailmcp.oauth.ClientIds;
import dev.mailmcp.oauth.ClientPolicy;
import dev.mailmcp.oauth.RegistrationPolicy;
import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.secret.LegacyKey;
import dev.mailmcp.secret.Sealer;
import dev.mailmcp.secret.Secret;
import dev.mailmcp.store.postgresql.DatabaseUrl;
import dev.mailmcp.token.Lifetime;
import dev.mailmcp.token.RevocationList;
import dev.mailmcp.token.TokenSettings;
import dev.mailmcp.web.BaseUrl;
import dev.mailmcp.web.Origins;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All settings, read and checked at once.
 *
 * @param documentsTestCa who vouches for {@code localhost} when tests serve client documents there; empty outside tests
 * @param revoked which clients are revoked here, besides those that commands revoked
 * @param bucket empty: attachments stay in the data directory
 * @param toleratesLegacyVersionHeader see {@link dev.mailmcp.mcp.Tolerances}
 * @param auditsAddresses whether the audit log tells mailboxes by their addresses
 * @param metrics empty: nothing is counted and {@code /metrics} is not there
 */
public record Settings(
        BaseUrl baseUrl,
        Origins origins,
        KeyRing keys,
        KeyRing clientKeys,
        State state,
        Path dataDirectory,
        TokenSettings tokens,
        AllowedRedirects allowedRedirects,
        DocumentHosts documentHosts,
        Optional<MailTrust> documentsTestCa,
        ClientPolicy clients,
        RevocationList revoked,
        PrivateHosts privateHosts,
        MailTrust trust,
        UrlLife attachmentLife,
        LimitSettings limits,
        Allowance allowance,
        Bounds sessions,
        Optional<S3Settings> bucket,
        boolean toleratesLegacyVersionHeader,
        boolean auditsAddresses,
        Optional<MetricsToken> metrics) {

    /** How long a call waits for a connection to its mail server to be free. */
    private static final Duration TURN = Duration.ofSeconds(30);

    /** @throws ConfigurationFaults naming every fault, one line each */
    public static Settings read(Environment environment) {
        var reader = new SettingsReader(environment);
        Optional<BaseUrl> base = reader.required(
                Setting.BASE_URL,
                "is not set; set it to the address people use, such as https://mail.example.org",
                BaseUrl::new);
        Optional<KeyRing> keys =
                reader.required(Setting.ENCRYPTION_KEY, "is not set; make a key with ./cli key", KeyRing::parse);
        Optional<KeyRing> clientKeys = reader.value(Setting.CLIENT_KEYS, KeyRing::parse);
        reader.value(Setting.PORT, SettingText::port);
        Optional<State> state = state(reader);
        Optional<Path> data = reader.value(Setting.DATA_DIR, SettingText::path);
        Optional<Duration> access = reader.value(Setting.ACCESS_TOKEN_TTL, Lifetime::parse);
        Optional<Duration> refresh = reader.value(Setting.REFRESH_TOKEN_TTL, Lifetime::parse);
        Optional<Duration> grant = reader.value(Setting.GRANT_MAX_AGE, Lifetime::parse);
        Optional<Set<String>> origins = reader.value(Setting.ALLOWED_ORIGINS, SettingText::origins);
        Optional<AllowedRedirects> redirects = reader.value(Setting.ALLOWED_REDIRECTS, AllowedRedirects::parse);
        Optional<Admission> documents = reader.value(Setting.CLIENT_DOCUMENTS, Admission::of);
        Optional<MailTrust> documentsTestCa =
                reader.value(Setting.CLIENT_DOCUMENTS_TEST_CA, file -> MailTrust.with(SettingText.path(file)));
        // A BASE_URL that cannot be read is a fault of its own, and one is enough.
        boolean isPublic = base.filter(url -> !url.isLoopback()).isPresent();
        if (documentsTestCa.isPresent() && isPublic) {
            reader.fault(Setting.CLIENT_DOCUMENTS_TEST_CA, "is for tests, of a server whose BASE_URL is on loopback");
        }
        Optional<DocumentHosts> documentHosts = base.flatMap(own -> documents.flatMap(admission -> reader.value(
                        Setting.CLIENT_DOCUMENT_HOSTS,
                        text -> DocumentHosts.of(admission, text, documentsTestCa.isPresent(), own))
                .or(() -> Optional.of(DocumentHosts.of(admission, "", documentsTestCa.isPresent(), own)))));
        Optional<MailServers> servers = servers(reader);
        Optional<RegistrationPolicy> registration =
                reader.value(Setting.DYNAMIC_REGISTRATION, RegistrationPolicy::parse);
        Optional<LegacyKey> legacy = reader.value(Setting.LEGACY_CLIENT_KEY, LegacyKey::parse);
        if (reader.text(Setting.LEGACY_CLIENT_KEY)
                .filter(key -> isOurs(key, reader))
                .isPresent()) {
            reader.fault(
                    Setting.LEGACY_CLIENT_KEY,
                    "is a key of this server too; it sealed mail_mcp's tokens, so make a new one for them with ./cli key");
        }
        // Without keys nothing is said of it: those come first.
        Optional<Set<String>> revoked = clientKeys
                .or(() -> keys)
                .map(ring -> new ClientIds(new Sealer(ring), legacy))
                .flatMap(ids -> reader.value(Setting.REVOKED_CLIENTS, ids::all));
        Optional<Instant> notBefore = reader.value(Setting.CLIENTS_NOT_BEFORE, SettingText::instant);
        if (servers.isPresent() && state.filter(State.None.class::isInstance).isPresent()) {
            reader.fault(
                    Setting.IMAP_HOST,
                    "is for clients that register themselves, which STATE=none does not serve; unset it");
        }
        Optional<PrivateHosts> hosts = reader.value(Setting.ALLOW_PRIVATE_HOSTS, PrivateHosts::parse);
        Optional<MailTrust> trust = reader.value(Setting.MAIL_TRUST_CA, file -> MailTrust.with(SettingText.path(file)));
        Optional<UrlLife> urls = reader.value(Setting.ATTACHMENT_URL_TTL, text -> new UrlLife(Lifetime.parse(text)));
        Optional<TrustedProxies> proxies = reader.value(Setting.TRUSTED_PROXIES, TrustedProxies::parse);
        Optional<Boolean> limits = reader.value(Setting.ABUSE_LIMITS, text -> SettingText.either(text, "on", "off"));
        if (!limits.orElse(true) && isPublic) {
            reader.fault(Setting.ABUSE_LIMITS, "off is for tests, of a server whose BASE_URL is on loopback");
        }
        Optional<Boolean> addresses =
                reader.value(Setting.AUDIT_MAILBOXES, text -> SettingText.either(text, "clear", "hmac"));
        Optional<Integer> atOnce = reader.value(Setting.CALLS_AT_ONCE, SettingText::count);
        Optional<Integer> perSecond = reader.value(Setting.CALLS_PER_SECOND, SettingText::count);
        Optional<Integer> sessions = reader.value(Setting.MAX_POOL_SIZE, SettingText::count);
        Optional<Integer> perMailbox = reader.value(Setting.MAX_SESSIONS_PER_MAILBOX, SettingText::count);
        Optional<Integer> perHost = reader.value(Setting.MAX_SESSIONS_PER_HOST, SettingText::count);
        Optional<Boolean> legacyHeader = reader.value(Setting.TOLERATE_LEGACY_VERSION_HEADER, SettingText::truth);
        Optional<MetricsToken> metrics = reader.value(Setting.METRICS_TOKEN, text -> new MetricsToken(Secret.of(text)));
        reader.value(Setting.MAIL_MCP_LOG_LEVEL, SettingText::logLevel);
        Optional<S3Settings> bucket = bucket(reader);
        reader.throwFaults();
        BaseUrl baseUrl = base.orElseThrow();
        Set<String> allOrigins = new HashSet<>(origins.orElse(Set.of()));
        allOrigins.add(baseUrl.value());
        return new Settings(
                baseUrl,
                new Origins(allOrigins),
                keys.orElseThrow(),
                clientKeys.or(() -> keys).orElseThrow(),
                state.orElseThrow(),
                data.orElseThrow(),
                new TokenSettings(
                        baseUrl.value(),
                        baseUrl.at("/mcp"),
                        access.orElseThrow(),
                        refresh.orElseThrow(),
                        grant.orElseThrow()),
                redirects.orElse(AllowedRedirects.ANY),
                documentHosts.orElseThrow(),
                documentsTestCa,
                new ClientPolicy(servers, registration.orElseThrow(), legacy),
                new RevocationList(revoked.orElse(Set.of()), notBefore),
                hosts.orElse(PrivateHosts.NONE),
                trust.orElseGet(MailTrust::system),
                urls.orElseThrow(),
                new LimitSettings(limits.orElseThrow(), proxies.orElse(TrustedProxies.NONE)),
                Allowance.of(atOnce.orElseThrow(), perSecond.orElseThrow()),
                new Bounds(
                        perMailbox.orElseThrow(),
                        perHost.or(() -> sessions).orElseThrow(),
                        sessions.orElseThrow(),
                        TURN),
                bucket,
                legacyHeader.orElseThrow(),
                addresses.orElseThrow(),
                metrics);
    }

    /** {@code STATE=none}: nothing is kept, nothing can be revoked. */
    public boolean stateless() {
        return state instanceof State.None;
    }

    private static Optional<State> state(SettingsReader reader) {
        Optional<String> user = reader.text(Setting.DATABASE_USER);
        Optional<Secret> password = reader.text(Setting.DATABASE_PASSWORD).map(Secret::of);
        boolean databaseGiven = reader.given(Setting.DATABASE_URL).isPresent();
        Optional<DatabaseUrl> database = reader.value(
                Setting.DATABASE_URL, text -> DatabaseUrl.parse(text).as(user, password));
        if (!databaseGiven && (user.isPresent() || password.isPresent())) {
            reader.fault(
                    user.isPresent() ? Setting.DATABASE_USER : Setting.DATABASE_PASSWORD,
                    "is set, but DATABASE_URL is not; set both or neither");
        }
        if (databaseGiven && database.isEmpty()) {
            return Optional.empty(); // Its own fault is told; whether the two contradict each other comes after.
        }
        Optional<String> given = reader.given(Setting.STATE);
        return reader.value(Setting.STATE, _ -> State.of(given, database));
    }

    private static boolean isOurs(String key, SettingsReader reader) {
        return Stream.of(Setting.ENCRYPTION_KEY, Setting.CLIENT_KEYS)
                .flatMap(setting -> reader.text(setting).stream())
                .flatMap(keys -> Stream.of(keys.split(",", -1)))
                .anyMatch(own -> own.strip().equals(key));
    }

    private static Optional<MailServers> servers(SettingsReader reader) {
        Optional<String> imap = reader.text(Setting.IMAP_HOST);
        Optional<String> smtp = reader.text(Setting.SMTP_HOST);
        if (imap.isPresent() != smtp.isPresent()) {
            Setting missing = imap.isPresent() ? Setting.SMTP_HOST : Setting.IMAP_HOST;
            reader.fault(missing, "is not set, but the other half of the pair is; set both or neither");
        }
        Optional<Endpoint> reading = endpoint(reader, Setting.IMAP_HOST, Setting.IMAP_PORT, Setting.IMAP_SECURITY);
        Optional<Endpoint> sending = endpoint(reader, Setting.SMTP_HOST, Setting.SMTP_PORT, Setting.SMTP_SECURITY);
        return reading.flatMap(in -> sending.map(out -> new MailServers(in, out)));
    }

    private static Optional<Endpoint> endpoint(SettingsReader reader, Setting host, Setting port, Setting security) {
        Optional<Integer> number = reader.value(port, SettingText::port);
        Optional<TransportSecurity> protection = reader.value(security, TransportSecurity::of);
        return number.flatMap(on -> protection.flatMap(by -> reader.value(host, name -> new Endpoint(name, on, by))));
    }

    private static Optional<S3Settings> bucket(SettingsReader reader) {
        Optional<String> id = reader.text(Setting.AWS_ACCESS_KEY_ID);
        Optional<String> secret = reader.text(Setting.AWS_SECRET_ACCESS_KEY);
        if (reader.text(Setting.AWS_S3_BUCKET).isEmpty()) {
            return Optional.empty();
        }
        if (id.isPresent() != secret.isPresent()) {
            Setting missing = id.isPresent() ? Setting.AWS_SECRET_ACCESS_KEY : Setting.AWS_ACCESS_KEY_ID;
            reader.fault(missing, "is not set, but the other half of the pair is; set both or neither");
        }
        Optional<URI> endpoint = reader.value(Setting.AWS_ENDPOINT_URL_S3, SettingText::uri);
        Optional<S3Credentials> credentials = id.isPresent() && secret.isPresent()
                ? Optional.of(new S3Credentials(id.get(), Secret.of(secret.get())))
                : Optional.empty();
        String region = reader.text(Setting.AWS_REGION).orElseThrow();
        return reader.value(Setting.AWS_S3_BUCKET, name -> new S3Settings(name, region, credentials, endpoint));
    }
}
