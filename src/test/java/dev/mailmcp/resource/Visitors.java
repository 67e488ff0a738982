package dev.mailmcp.resource;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.Login;
import dev.mailmcp.account.MailAccount;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.attachment.CurrentOwner;
import dev.mailmcp.mail.CurrentMailbox;
import dev.mailmcp.mail.KeptMailboxes;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Role;
import dev.mailmcp.mail.Submission;
import dev.mailmcp.mail.Submissions;
import dev.mailmcp.mcp.Allowance;
import dev.mailmcp.mcp.Arguments;
import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.Continuities;
import dev.mailmcp.mcp.Features;
import dev.mailmcp.mcp.Hints;
import dev.mailmcp.mcp.McpBench;
import dev.mailmcp.mcp.McpServer;
import dev.mailmcp.mcp.ServerDescription;
import dev.mailmcp.mcp.Tolerances;
import dev.mailmcp.mcp.Tool;
import dev.mailmcp.mcp.ToolDefinition;
import dev.mailmcp.mcp.ToolError;
import dev.mailmcp.mcp.ToolResult;
import dev.mailmcp.mcp.Toolset;
import dev.mailmcp.secret.Secret;
import dev.mailmcp.testing.FakeSession;
import dev.mailmcp.testing.FakeSubmission;
import dev.mailmcp.token.AccessTokens;
import dev.mailmcp.token.Grant;
import dev.mailmcp.token.Scope;
import dev.mailmcp.token.Verification;
import dev.mailmcp.web.BaseUrl;
import dev.mailmcp.web.Handler;
import dev.mailmcp.web.Headers;
import dev.mailmcp.web.HttpRequest;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.RequestBody;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** The protected resource with three tools, in front of mailboxes in memory. A token names its person. */
final class Visitors implements AccessTokens, KeptMailboxes, Submissions {
    static final BaseUrl BASE = new BaseUrl("https://mail.example.org");

    final Map<String, FakeSession> sessions = new ConcurrentHashMap<>();
    final Set<String> stale = new HashSet<>();
    /** Grants with connections that outlived their calls. */
    final Set<String> kept = new HashSet<>();

    Verification whenAsked = new Verification.Invalid(Verification.Reason.EXPIRED);
    Optional<MailException.Fault> openingFails = Optional.empty();
    Set<Scope> scopes = Scope.all();

    private final CurrentOwner owner = new VisitorsAttachments(new OwnerNames(new OwnerKey(new byte[32])));
    /** Until then the tool {@code patient} waits. */
    final CountDownLatch go = new CountDownLatch(1);
    /** How often it was interrupted while it did. */
    final Semaphore interrupted = new Semaphore(0);

    private final McpServer server;
    private final McpEndpoint endpoint;

    Visitors() {
        this(McpBench.PLENTY);
    }

    Visitors(Allowance allowance) {
        var mailbox = new VisitorsMailbox(this);
        var tools = new Toolset(List.of(new WhoAmI(mailbox, owner), new Sender(), new Patient(mailbox)));
        server = new McpServer(
                new ServerDescription("mail-mcp", "Mail", "0", ""),
                Features.of(tools),
                Continuities.inMemory(Clock.systemUTC()),
                new Tolerances(true),
                allowance);
        endpoint = new McpEndpoint(this, this, server, new Challenge(BASE));
    }

    GrantWatch watch() {
        return new GrantWatch(server, this, this);
    }

    McpEndpoint endpoint() {
        return endpoint;
    }

    /** Whether all of a person's mailbox sessions end within a while. */
    boolean released(String person) {
        FakeSession session = Objects.requireNonNull(sessions.get(person));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (session.closed < session.opened && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        return session.closed == session.opened;
    }

    static Grant grant(String person, Set<Scope> scopes) {
        var login = new Login(person, Secret.of("password of " + person));
        var imap = new MailAccount.Access(new Endpoint("imap.example.org", 993, TransportSecurity.TLS), login);
        var account =
                new MailAccount(new EmailAddress(person + "@example.org"), person, List.of(), imap, Optional.empty());
        return new Grant("grant-" + person, "client", scopes, account, BASE.at("/mcp"), Instant.MAX);
    }

    @Override
    public Verification verify(String token) {
        return token.startsWith("token-of-")
                ? new Verification.Valid(grant(token.substring("token-of-".length()), scopes))
                : whenAsked;
    }

    @Override
    public void markStale(String grantId) {
        stale.add(grantId);
    }

    @Override
    public boolean alive(String grantId) {
        return !stale.contains(grantId);
    }

    @Override
    public MailboxSession of(String grant, MailAccount account, Function<MailException, RuntimeException> refused) {
        openingFails.ifPresent(fault -> {
            var failure = new MailException(fault, "the mail server said no", "Wait.");
            throw fault == MailException.Fault.LOGIN_REFUSED ? refused.apply(failure) : failure;
        });
        FakeSession session = sessions.computeIfAbsent(account.imap().login().username(), person -> {
            var made = new FakeSession();
            made.folder("INBOX of " + person, Role.INBOX);
            return made;
        });
        session.opened++;
        return session;
    }

    @Override
    public Submission of(MailAccount account) {
        return new FakeSubmission();
    }

    @Override
    public Set<String> grants() {
        return kept;
    }

    @Override
    public void end(String grant) {
        kept.remove(grant);
    }

    @Override
    public void tryLogin(MailAccount account) {}

    HttpResponse send(String method, Headers headers, RequestBody body) throws IOException {
        Map<String, Handler> methods = endpoint.routes().getFirst().methods();
        Handler handler = Objects.requireNonNull(methods.containsKey(method) ? methods.get(method) : methods.get("*"));
        return handler.handle(new HttpRequest(method, "/mcp", "", headers, InetAddress.getLoopbackAddress(), body));
    }

    HttpResponse call(String person, String tool) throws IOException {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool + "\"}}";
        return send(
                "POST",
                Headers.of("Authorization", "Bearer token-of-" + person, "Content-Type", "application/json"),
                _ -> body.getBytes(StandardCharsets.UTF_8));
    }

    static String text(HttpResponse response) {
        return new String(((HttpResponse.Bytes) response.body()).content(), StandardCharsets.UTF_8);
    }

    record Person(String author, String mailbox, String owner) {}

    /** Tells everything that a tool can learn of its caller. */
    private record WhoAmI(CurrentMailbox current, CurrentOwner owner) implements Tool {
        @Override
        public ToolDefinition definition() {
            return new ToolDefinition(
                    "who_am_i",
                    "Who",
                    "Who?",
                    "mail:read",
                    new Hints(true, false, true, false),
                    List.of(),
                    Person.class);
        }

        @Override
        public ToolResult call(Arguments arguments, Call call) {
            try {
                String mailbox =
                        current.session().mailboxes(false).getFirst().name().value();
                return ToolResult.of(new Person(
                        current.author().display(), mailbox, owner.owner().toString()));
            } catch (MailException e) {
                throw new ToolError(
                        e.fault().code(),
                        String.valueOf(e.getMessage()),
                        e.hint(),
                        e.fault().retryable());
            }
        }
    }

    private record Sender() implements Tool {
        @Override
        public ToolDefinition definition() {
            return new ToolDefinition(
                    "sender",
                    "Send",
                    "Send.",
                    "mail:send",
                    new Hints(false, true, false, true),
                    List.of(),
                    Person.class);
        }

        @Override
        public ToolResult call(Arguments arguments, Call call) {
            throw new AssertionError("must not be reached");
        }
    }

    /** Opens the mailbox, says that this takes long, and waits. */
    private final class Patient implements Tool {
        private final CurrentMailbox current;

        Patient(CurrentMailbox current) {
            this.current = current;
        }

        @Override
        public ToolDefinition definition() {
            return new ToolDefinition(
                    "patient",
                    "Wait",
                    "Waits.",
                    "mail:read",
                    new Hints(true, false, true, false),
                    List.of(),
                    Person.class);
        }

        @Override
        public ToolResult call(Arguments arguments, Call call) {
            String mailbox =
                    current.session().mailboxes(false).getFirst().name().value();
            call.takesLong();
            try {
                go.await();
            } catch (InterruptedException _) {
                interrupted.release();
            }
            return ToolResult.of(new Person("", mailbox, ""));
        }
    }
}
