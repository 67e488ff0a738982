package dev.mailmcp.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mailmcp.account.MailServers;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.audit.Audit;
import dev.mailmcp.limit.ClientLimits;
import dev.mailmcp.limit.FailurePace;
import dev.mailmcp.limit.LimitParts;
import dev.mailmcp.limit.LimitSettings;
import dev.mailmcp.limit.TrustedProxies;
import dev.mailmcp.page.Assets;
import dev.mailmcp.secret.Digest;
import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.secret.Pseudonyms;
import dev.mailmcp.secret.Purpose;
import dev.mailmcp.secret.Sealer;
import dev.mailmcp.store.OneTime;
import dev.mailmcp.testing.Accounts;
import dev.mailmcp.testing.BreakableStore;
import dev.mailmcp.testing.SetClock;
import dev.mailmcp.testing.Templates;
import dev.mailmcp.token.AuthorizationCodes;
import dev.mailmcp.token.CodeChallenge;
import dev.mailmcp.token.Custody;
import dev.mailmcp.token.GrantTokens;
import dev.mailmcp.token.MailboxMarks;
import dev.mailmcp.token.RevocationList;
import dev.mailmcp.token.Scope;
import dev.mailmcp.token.SplitCustody;
import dev.mailmcp.token.TokenSettings;
import dev.mailmcp.web.BaseUrl;
import dev.mailmcp.web.Endpoint;
import dev.mailmcp.web.Handler;
import dev.mailmcp.web.Headers;
import dev.mailmcp.web.HttpRequest;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.RequestBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** The whole authorization server by hand, with a client and a person, spoken to through its handlers. */
final class Desk implements AutoCloseable {
    static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    static final String CALLBACK = "https://claude.ai/api/mcp/auth_callback";

    /** What the operator set for clients that seal no mail servers. */
    static final MailServers OPERATORS = new MailServers(
            new dev.mailmcp.account.Endpoint("imap.operator.example", 993, TransportSecurity.TLS),
            new dev.mailmcp.account.Endpoint("smtp.operator.example", 465, TransportSecurity.TLS));

    static final ClientPolicy OPEN = new ClientPolicy(Optional.of(OPERATORS), RegistrationPolicy.ON, Optional.empty());

    final SetClock clock = new SetClock();
    final MailSite mail = new MailSite();
    /** The names of the security events so far. */
    final List<String> noted = Collections.synchronizedList(new ArrayList<>());
    /** How long each failed login was held back. */
    final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());

    final BaseUrl base;
    final TokenSettings settings;
    final BreakableStore store;
    final GeneratedClients clients;
    final GrantTokens tokens;
    final ClientLimits clientLimits;
    final Audit audit;
    final GeneratedClients.Generated client;

    private final Endpoint registration;
    private final SignInPage signIn;
    private final AuthorizationEndpoint authorization;
    private final TokenEndpoint token;
    private final Endpoint revocation;

    Desk(Path folder) {
        this(folder, new BaseUrl("https://mail.example.org"), AllowedRedirects.ANY);
    }

    Desk(Path folder, BaseUrl base, AllowedRedirects allowed) {
        this(folder, base, allowed, OPEN);
    }

    Desk(Path folder, BaseUrl base, AllowedRedirects allowed, ClientPolicy policy) {
        this(folder, base, allowed, policy, DocumentClients.NONE);
    }

    Desk(Path folder, BaseUrl base, AllowedRedirects allowed, ClientPolicy policy, DocumentClients documents) {
        this(folder, base, allowed, policy, documents, RevocationList.NONE);
    }

    Desk(
            Path folder,
            BaseUrl base,
            AllowedRedirects allowed,
            ClientPolicy policy,
            DocumentClients documents,
            RevocationList revoked) {
        this.base = base;
        this.settings = new TokenSettings(
                base.value(), base.at("/mcp"), Duration.ofHours(1), Duration.ofDays(30), Duration.ofDays(90));
        this.store = new BreakableStore(folder);
        KeyRing ring = KeyRing.parse("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=");
        var sealer = new Sealer(ring);
        this.clients = new GeneratedClients(sealer, clock);
        var parts = new OAuthParts();
        var clientSealer = new ClientSealer(sealer);
        var revocations = new Revocations(revoked, store.revokedClients());
        Clients all = parts.clients(clientSealer, policy, documents, allowed, base, clock, revocations);
        var marks = new MailboxMarks(ring);
        this.audit = Audit.marking(marks, noted::add);
        var proxies = TrustedProxies.parse("127.0.0.1");
        var limits = new LimitParts(
                new LimitSettings(true, proxies), store.attempts(), new Pseudonyms(ring, Purpose.LIMIT), audit, clock);
        this.clientLimits = limits.clients();
        this.registration = parts.registration(clientSealer, policy, allowed, clientLimits, proxies, audit, clock);
        Custody custody = new SplitCustody(store.grants(), marks);
        this.tokens = new GrantTokens(sealer, custody, settings, clock, revoked);
        this.client = generate("Claude", KnownClients.all());
        var resource = new ResourceIndicator(base);
        var pace = new FailurePace(clock, new Random(1), waits::add);
        var login = new GuardedLogin(new LoginCheck(mail, mail), limits.signIns(), pace, proxies, audit, clock);
        OneTime oneTime = store.oneTime();
        var codes = new AuthorizationCodes(oneTime, sealer, clock, settings);
        this.signIn = new SignInPage(
                Templates.named("sign-in.html"),
                Templates.named("failure.html"),
                Templates.named("way-back.html"),
                new Assets(),
                settings);
        this.authorization = new AuthorizationEndpoint(
                new AuthorizationChecks(all, documents, allowed, resource),
                new Transactions(sealer, oneTime, clock),
                codes,
                login,
                signIn,
                tokens,
                base,
                settings,
                clock);
        var forms = new ClientForms(new ClientAuthentication(all, documents, clientLimits, proxies));
        this.revocation = parts.revocation(forms, tokens, custody, audit);
        this.token = new TokenEndpoint(
                forms,
                new CodeGrant(codes, tokens, resource, revocations, audit),
                new RefreshGrant(tokens, login, resource, audit));
    }

    GeneratedClients.Generated generate(String name, List<RedirectRule> redirects) {
        return clients.generate(name, Accounts.SERVERS, redirects, Optional.empty());
    }

    @Override
    public void close() {
        store.close();
    }

    // What a browser and a client do.

    /** A right authorization request. */
    Map<String, String> request() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", client.clientId());
        parameters.put("redirect_uri", CALLBACK);
        parameters.put("state", "st&te =%+1");
        parameters.put("code_challenge", Digest.sha256(VERIFIER));
        parameters.put("code_challenge_method", "S256");
        parameters.put("resource", base.at("/mcp"));
        return parameters;
    }

    /** The right request with one parameter changed, or left out when the value is null. */
    Map<String, String> request(String name, @org.jspecify.annotations.Nullable String value) {
        Map<String, String> changed = request();
        changed.remove(name);
        if (value != null) {
            changed.put(name, value);
        }
        return changed;
    }

    HttpResponse get(Map<String, String> parameters) {
        return get(encoded(parameters));
    }

    HttpResponse get(String query, String... headers) {
        return call(authorization, "GET", "/oauth/authorize", query, Headers.of(headers), "");
    }

    /** The page as the browser has it. */
    Page page() {
        return page(request());
    }

    Page page(Map<String, String> parameters) {
        return new Page(get(parameters));
    }

    /** The page for a client of a test's choice. */
    Document shown(Client client, RedirectUri redirect) {
        var asked = new AuthorizationRequest(
                client, redirect, Optional.empty(), new CodeChallenge(Digest.sha256(VERIFIER)), Scope.all(), "");
        return new Page(signIn.form(asked, "tx", SignInForm.blank("", Scope.all()), Optional.empty())).html();
    }

    /** What the person fills in, all right. */
    static Map<String, String> filled(Page page, String... scopes) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("tx", page.tx());
        fields.put("full_name", "Ada");
        fields.put("email", "ada@example.org");
        fields.put("imap_username", "");
        fields.put("imap_password", Accounts.PASSWORD);
        fields.put("use_same_credentials", "1");
        fields.put("action", "approve");
        int i = 0;
        for (String scope : scopes) {
            fields.put("scope" + "\0".repeat(i++), scope);
        }
        return fields;
    }

    HttpResponse post(Map<String, String> fields, String... headers) {
        return call(authorization, "POST", "/oauth/authorize", "", form(headers), encoded(fields));
    }

    HttpResponse submit(Page page, Map<String, String> fields) {
        return post(fields, "Cookie", page.cookie());
    }

    /** A code, by the whole way. */
    String code(String... scopes) {
        Page page = page();
        return answer(submit(page, filled(page, scopes))).getOrDefault("code", "none");
    }

    Map<String, String> exchange(String code) {
        Map<String, String> parameters = credentials(client);
        parameters.put("grant_type", "authorization_code");
        parameters.put("code", code);
        parameters.put("redirect_uri", CALLBACK);
        parameters.put("code_verifier", VERIFIER);
        return parameters;
    }

    Map<String, String> refresh(String refreshToken) {
        Map<String, String> parameters = credentials(client);
        parameters.put("grant_type", "refresh_token");
        parameters.put("refresh_token", refreshToken);
        return parameters;
    }

    static Map<String, String> credentials(GeneratedClients.Generated client) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("client_id", client.clientId());
        parameters.put("client_secret", client.clientSecret().reveal());
        return parameters;
    }

    /** Registers a client by itself. */
    HttpResponse register(String json, String... headers) {
        Headers given = Headers.of(headers);
        return call(
                registration,
                "POST",
                "/oauth/register",
                "",
                given.all("Content-Type").isEmpty() ? given.with("Content-Type", "application/json") : given,
                json);
    }

    /** The id of a client that registered itself without a secret. */
    String registered(String name, String... redirects) {
        HttpResponse response = register("{\"client_name\":\"" + name
                + "\",\"token_endpoint_auth_method\":\"none\",\"redirect_uris\":[\""
                + String.join("\",\"", redirects) + "\"]}");
        return json(response).required("client_id").asText();
    }

    HttpResponse token(Map<String, String> parameters, String... headers) {
        return token(encoded(parameters), headers);
    }

    HttpResponse token(String body, String... headers) {
        return call(token, "POST", "/oauth/token", "", form(headers), body);
    }

    /** Posted by the one client of this desk, unless it says otherwise. */
    HttpResponse revoke(Map<String, String> parameters, String... headers) {
        return revoke(encoded(parameters), headers);
    }

    HttpResponse revoke(String body, String... headers) {
        return call(revocation, "POST", "/oauth/revoke", "", form(headers), body);
    }

    /** These headers, and the content type of a form unless there is one. */
    private static Headers form(String... headers) {
        Headers given = Headers.of(headers);
        return given.all("Content-Type").isEmpty()
                ? given.with("Content-Type", "application/x-www-form-urlencoded")
                : given;
    }

    HttpResponse tokenWithQuery(String query, String body) {
        return call(
                token,
                "POST",
                "/oauth/token",
                query,
                Headers.of("Content-Type", "application/x-www-form-urlencoded"),
                body);
    }

    // Reading answers.

    /** The sign-in page, with the cookie that came with it. */
    record Page(HttpResponse response) {
        Document html() {
            return Jsoup.parse(text(response));
        }

        String tx() {
            return html().select("input[name=tx]").attr("value");
        }

        String cookie() {
            return response.headers().all("Set-Cookie").getFirst().split(";", 2)[0];
        }
    }

    static String text(HttpResponse response) {
        return switch (response.body()) {
            case HttpResponse.Bytes(byte[] content) -> new String(content, StandardCharsets.UTF_8);
            case HttpResponse.Streamed _ -> throw new IllegalStateException("not expected here");
        };
    }

    static JsonNode json(HttpResponse response) {
        try {
            return new JsonMapper().readTree(text(response));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<String> location(HttpResponse response) {
        return response.headers().all("Location").stream().findFirst();
    }

    /** The parameters of a redirect, each of which stands there once. */
    static Map<String, String> answer(HttpResponse response) {
        return location(response)
                .map(location -> Arrays.stream(
                                location.substring(location.indexOf('?') + 1).split("&", -1))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(
                                pair -> pair[0],
                                pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                                (_, _) -> "twice",
                                () -> (Map<String, String>) new LinkedHashMap<String, String>())))
                .orElseThrow(() -> new AssertionError(response.status() + " " + text(response)));
    }

    static String encoded(Map<String, String> parameters) {
        List<String> pairs = new ArrayList<>();
        // A name is made unlike another of the same by NULs behind it.
        parameters.forEach((name, value) ->
                pairs.add(name.replace("\0", "") + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return String.join("&", pairs);
    }

    private static HttpResponse call(
            Endpoint endpoint, String method, String path, String query, Headers headers, String body) {
        Handler handler = Stream.of(endpoint)
                .flatMap(one -> one.routes().stream())
                .filter(route -> route.path().equals(path))
                .map(route -> Optional.ofNullable(route.methods().get(method)).orElseThrow())
                .findFirst()
                .orElseThrow();
        RequestBody octets = limit -> {
            byte[] all = body.getBytes(StandardCharsets.UTF_8);
            if (all.length > limit) {
                throw new RequestBody.TooLarge(limit);
            }
            return all;
        };
        try {
            return handler.handle(
                    new HttpRequest(method, path, query, headers, InetAddress.getLoopbackAddress(), octets));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
