package dev.mailmcp.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailmcp.ConfigurationFaults;
import dev.mailmcp.Environment;
import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.MailServers;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.oauth.AllowedRedirects;
import dev.mailmcp.oauth.GeneratedClients;
import dev.mailmcp.oauth.KnownClients;
import dev.mailmcp.oauth.RedirectRule;
import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.secret.Sealer;
import dev.mailmcp.token.Lifetime;
import dev.mailmcp.value.InvalidValue;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./cli generate}: a client for one mail server. Needs the key and nothing else; the server need not run. */
@Command(
        name = "generate",
        description = "Make a client ID and secret for one mail server.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class GenerateCommand extends PrintingCommand {
    @Option(names = "--imap-host", required = true, paramLabel = "HOST", description = "The IMAP server.")
    private String imapHost = "";

    @Option(names = "--smtp-host", required = true, paramLabel = "HOST", description = "The SMTP submission server.")
    private String smtpHost = "";

    @Option(
            names = "--imap-port",
            paramLabel = "PORT",
            defaultValue = "993",
            description = "Default: ${DEFAULT-VALUE}.")
    private int imapPort;

    @Option(
            names = "--smtp-port",
            paramLabel = "PORT",
            defaultValue = "465",
            description = "Default: ${DEFAULT-VALUE}.")
    private int smtpPort;

    @Option(names = "--imap-ssl", description = "TLS from the first byte. Default on port 993.")
    private boolean imapSsl;

    @Option(names = "--no-imap-ssl", description = "STARTTLS, required. Default on other ports.")
    private boolean noImapSsl;

    @Option(names = "--smtp-ssl", description = "TLS from the first byte. Default on port 465.")
    private boolean smtpSsl;

    @Option(names = "--no-smtp-ssl", description = "STARTTLS, required. Default on other ports.")
    private boolean noSmtpSsl;

    @Option(
            names = "--imap-security",
            paramLabel = "tls|starttls|none",
            description = "Instead of --imap-ssl. none is plain text, taken only for hosts in ALLOW_PRIVATE_HOSTS.")
    private @Nullable String imapSecurity;

    @Option(names = "--smtp-security", paramLabel = "tls|starttls|none", description = "Instead of --smtp-ssl.")
    private @Nullable String smtpSecurity;

    @Option(
            names = "--redirect-uri",
            paramLabel = "URI",
            description = "Where the client may be sent back to; may be given again. On loopback the port is free.")
    private List<String> redirectUris = new ArrayList<>();

    @Option(
            names = "--client",
            paramLabel = "NAME",
            description =
                    "The redirect URIs of claude, chatgpt, cursor, vscode or inspector; may be given again. Without this"
                            + " and --redirect-uri: ALLOWED_REDIRECTS, or those of every known client and loopback.")
    private List<String> presets = new ArrayList<>();

    @Option(names = "--name", paramLabel = "TEXT", description = "Shown on the sign-in page.")
    private String name = "";

    @Option(names = "--expires", paramLabel = "DURATION", description = "Such as 180d. Default: never.")
    private @Nullable String expires;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public void run() {
        var servers = new MailServers(
                endpoint(
                        "imap",
                        imapHost,
                        imapPort,
                        security("imap", imapPort == 993, imapSsl, noImapSsl, imapSecurity)),
                endpoint(
                        "smtp",
                        smtpHost,
                        smtpPort,
                        security("smtp", smtpPort == 465, smtpSsl, noSmtpSsl, smtpSecurity)));
        Clock clock = Clock.systemUTC();
        Optional<Instant> end = Optional.ofNullable(expires)
                .map(text -> clock.instant().plus(parsed("--expires", () -> Lifetime.parse(text))));
        var clients = new GeneratedClients(new Sealer(keys(Environment.ofProcess())), clock);
        GeneratedClients.Generated generated = clients.generate(name, servers, redirects(), end);
        PrintWriter out = out();
        if (json) {
            printJson(out, generated);
        } else {
            print(out, generated);
        }
    }

    private static KeyRing keys(Environment environment) {
        String variable = environment.get("CLIENT_KEYS").isPresent() ? "CLIENT_KEYS" : "ENCRYPTION_KEY";
        String keys = environment
                .get(variable)
                .orElseThrow(() -> new ConfigurationFaults(List.of(
                        "ENCRYPTION_KEY: is not set; make a key with ./cli key, and give the server the same one")));
        try {
            return KeyRing.parse(keys);
        } catch (InvalidValue e) {
            throw new ConfigurationFaults(List.of(variable + ": " + e.getMessage()));
        }
    }

    private static Endpoint endpoint(String protocol, String host, int port, TransportSecurity security) {
        return parsed("--" + protocol + "-host", () -> new Endpoint(host, port, security));
    }

    /** The flags of mail_mcp or the word of ours, whichever is given; the port decides when neither is. */
    private static TransportSecurity security(
            String protocol, boolean tlsPort, boolean ssl, boolean noSsl, @Nullable String word) {
        if ((ssl ? 1 : 0) + (noSsl ? 1 : 0) + (word != null ? 1 : 0) > 1) {
            throw new InvalidValue("--" + protocol + "-ssl, --no-" + protocol + "-ssl and --" + protocol
                    + "-security contradict each other; give one of them");
        }
        if (word != null) {
            return parsed("--" + protocol + "-security", () -> TransportSecurity.of(word));
        }
        return ssl || (tlsPort && !noSsl) ? TransportSecurity.TLS : TransportSecurity.STARTTLS;
    }

    private List<RedirectRule> redirects() {
        List<RedirectRule> rules = new ArrayList<>();
        presets.forEach(preset -> rules.addAll(parsed("--client", () -> KnownClients.callbacks(preset))));
        redirectUris.forEach(uri -> rules.add(parsed("--redirect-uri", () -> new RedirectRule(uri))));
        if (!rules.isEmpty()) {
            return rules.stream().distinct().toList();
        }
        return Environment.ofProcess()
                .get("ALLOWED_REDIRECTS")
                .map(setting -> parsed("ALLOWED_REDIRECTS", () -> AllowedRedirects.parse(setting))
                        .rules())
                .orElseGet(KnownClients::all);
    }

    private static <T> T parsed(String option, java.util.function.Supplier<T> parse) {
        try {
            return parse.get();
        } catch (InvalidValue e) {
            throw new InvalidValue(option + ": " + e.getMessage());
        }
    }

    private static void print(PrintWriter out, GeneratedClients.Generated generated) {
        MailServers servers = generated.client().servers();
        out.println("Client ID: " + generated.clientId());
        out.println();
        out.println("Client Secret: " + generated.clientSecret().reveal());
        out.println();
        out.println("IMAP: " + servers.imap());
        out.println("SMTP: " + servers.smtp());
        out.println("Redirect URIs:");
        generated.client().redirects().forEach(rule -> out.println("  " + rule));
        generated.client().expires().ifPresent(end -> out.println("Expires: " + end));
        out.println();
        out.println("The secret is shown once and not kept; make a new client when it is lost.");
    }

    private static void printJson(PrintWriter out, GeneratedClients.Generated generated) {
        MailServers servers = generated.client().servers();
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("client_id", generated.clientId())
                .put("client_secret", generated.clientSecret().reveal());
        node.set("imap", json(servers.imap()));
        node.set("smtp", json(servers.smtp()));
        ArrayNode redirects = node.putArray("redirect_uris");
        generated.client().redirects().forEach(rule -> redirects.add(rule.value()));
        generated.client().expires().ifPresent(end -> node.put("expires", end.toString()));
        out.println(node.toPrettyString());
    }

    private static ObjectNode json(Endpoint endpoint) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("host", endpoint.host())
                .put("port", endpoint.port())
                .put("security", endpoint.security().word());
    }
}
