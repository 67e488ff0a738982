package dev.mailmcp.audit;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.token.MailboxMarks;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Notes security events: one line each in the log, under the category {@code dev.mailmcp.audit}, and one count.
 *
 * <p>What goes well is told at INFO, what somebody should look at is told at WARN.
 */
public final class Audit {
    private static final Logger LOG = Logger.getLogger("dev.mailmcp.audit");

    private final Function<EmailAddress, String> mailboxes;
    private final Tally tally;
    private final Notebook notebook;

    private Audit(Function<EmailAddress, String> mailboxes, Tally tally, Notebook notebook) {
        this.mailboxes = mailboxes;
        this.tally = tally;
        this.notebook = notebook;
    }

    /** Where the lines go. */
    @FunctionalInterface
    private interface Notebook {
        void write(boolean alarming, String line);
    }

    /** Told of each event by its name, which is one of a few, for an operator's figures. Must not block or throw. */
    @FunctionalInterface
    public interface Tally {
        /** Nobody counts. */
        Tally UNCOUNTED = _ -> {};

        void happened(String event);
    }

    /** Mailboxes are told by the marks that also stand in the rows of their grants. */
    public static Audit marking(MailboxMarks marks, Tally tally) {
        return new Audit(marks::of, tally, Audit::log);
    }

    /** Mailboxes are told by their addresses, as the operator asked. */
    public static Audit naming(Tally tally) {
        return new Audit(EmailAddress::folded, tally, Audit::log);
    }

    /** Where there is no log: a command that works in the database by itself, beside the servers. */
    public static Audit telling(MailboxMarks marks, Consumer<String> lines) {
        return new Audit(marks::of, Tally.UNCOUNTED, (_, line) -> lines.accept(line));
    }

    private static void log(boolean alarming, String line) {
        if (alarming) {
            LOG.warn(line);
        } else {
            LOG.info(line);
        }
    }

    /** Notes what has happened. */
    public void note(SecurityEvent event) {
        String name = name(event);
        notebook.write(isAlarming(event), line(new Line(name), event).toString());
        tally.happened(name);
    }

    private static boolean isAlarming(SecurityEvent event) {
        return switch (event) {
            case SecurityEvent.LoginFailed _, SecurityEvent.TokenReused _, SecurityEvent.LimitHit _ -> true;
            case SecurityEvent.LoginSucceeded _,
                    SecurityEvent.GrantMade _,
                    SecurityEvent.GrantRefreshed _,
                    SecurityEvent.GrantRevoked _,
                    SecurityEvent.ClientRegistered _,
                    SecurityEvent.ClientRevoked _ -> false;
        };
    }

    private static String name(SecurityEvent event) {
        return switch (event) {
            case SecurityEvent.LoginSucceeded _ -> "login_succeeded";
            case SecurityEvent.LoginFailed _ -> "login_failed";
            case SecurityEvent.GrantMade _ -> "grant_made";
            case SecurityEvent.GrantRefreshed _ -> "grant_refreshed";
            case SecurityEvent.TokenReused _ -> "token_reused";
            case SecurityEvent.GrantRevoked _ -> "grant_revoked";
            case SecurityEvent.LimitHit _ -> "limit_hit";
            case SecurityEvent.ClientRegistered _ -> "client_registered";
            case SecurityEvent.ClientRevoked _ -> "client_revoked";
        };
    }

    private Line line(Line line, SecurityEvent event) {
        return switch (event) {
            case SecurityEvent.LoginSucceeded(var grant, var client, var mailbox, var from) ->
                line.with("grant", grant)
                        .with("client", client)
                        .with("mailbox", mailboxes.apply(mailbox))
                        .with("from", from.getHostAddress());
            case SecurityEvent.LoginFailed(var client, var mailbox, var host, var refused, var from) ->
                line.with("client", client)
                        .with("mailbox", mailboxes.apply(mailbox))
                        .with("host", host)
                        .with("why", refused ? "refused" : "unreachable")
                        .with("from", from.getHostAddress());
            case SecurityEvent.GrantMade(var grant, var client, var mailbox, var scopes) ->
                line.with("grant", grant)
                        .with("client", client)
                        .with("mailbox", mailboxes.apply(mailbox))
                        .with(
                                "scopes",
                                String.join(" ", scopes.stream().sorted().toList()));
            case SecurityEvent.GrantRefreshed(var grant, var client) ->
                line.with("grant", grant).with("client", client);
            case SecurityEvent.TokenReused(var grant, var client, var kind) ->
                line.with("grant", grant).with("client", client).with("kind", kind);
            case SecurityEvent.GrantRevoked(var grant, var client, var by) ->
                line.with("grant", grant).with("client", client).with("by", by);
            case SecurityEvent.LimitHit(var rule, var from) ->
                line.with("rule", rule).with("from", from.getHostAddress());
            case SecurityEvent.ClientRegistered(var client, var name, var from) ->
                line.with("client", client).with("name", name).with("from", from.getHostAddress());
            case SecurityEvent.ClientRevoked(var client, var grants) ->
                line.with("client", client).with("grants", Integer.toString(grants));
        };
    }
}
