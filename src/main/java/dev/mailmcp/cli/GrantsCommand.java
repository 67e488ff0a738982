package dev.mailmcp.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mailmcp.Environment;
import dev.mailmcp.Settings;
import dev.mailmcp.control.Order;
import dev.mailmcp.control.Outcome;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./cli grants}: what people have allowed, and an end to it. Works beside the running server. */
@Command(
        name = "grants",
        description = "List the grants that stand, or end some. Needs the server's settings; it may be running.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {GrantsCommand.ListThem.class, GrantsCommand.Revoke.class})
final class GrantsCommand implements Runnable {
    @CommandLine.Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "list or revoke?");
        }
    }

    /** {@code ./cli grants list}. */
    @Command(
            name = "list",
            description = "List the grants that stand, the newest first, at most 1000.",
            mixinStandardHelpOptions = true)
    static final class ListThem implements Runnable {
        @CommandLine.Spec
        private @Nullable CommandSpec spec;

        @Option(names = "--mailbox", paramLabel = "ADDRESS", description = "Only those of this mailbox.")
        private @Nullable String mailbox;

        @Option(
                names = "--client",
                paramLabel = "ID",
                description = "Only those of this client; its short or whole id.")
        private @Nullable String client;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Override
        public void run() {
            if (spec == null) {
                return;
            }
            Settings settings = Settings.read(Environment.ofProcess());
            var clientele = new Clientele(settings);
            List<Outcome.Entry> grants = new Administration(
                            settings, spec.commandLine().getErr())
                    .list(new Order.ListGrants(
                            Optional.ofNullable(client).map(text -> clientele.client("--client", text)),
                            Optional.ofNullable(mailbox)
                                    .map(text -> clientele.mailbox("--mailbox", text))
                                    .orElse(List.of())));
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(json(grants).toPrettyString());
            } else {
                print(out, grants);
            }
        }

        private static void print(PrintWriter out, List<Outcome.Entry> grants) {
            String form = "%-22s  %-22s  %-20s  %-20s  %-20s  %s%n";
            out.printf(form, "ID", "CLIENT", "CREATED", "REFRESHED", "ENDS", "CLIENT CALLS ITSELF");
            grants.forEach(grant -> out.printf(
                    form,
                    grant.id(),
                    grant.client(),
                    seconds(grant.created()),
                    seconds(grant.refreshed()),
                    seconds(grant.end()),
                    // It is the client's own word, and this is a terminal.
                    grant.label().replaceAll("\\p{C}", "?") + (grant.stale() ? " (login refused)" : "")));
        }

        private static String seconds(Instant moment) {
            return moment.truncatedTo(ChronoUnit.SECONDS).toString();
        }

        private static ArrayNode json(List<Outcome.Entry> grants) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            grants.forEach(grant -> all.addObject()
                    .put("id", grant.id())
                    .put("client", grant.client())
                    .put("label", grant.label())
                    .put("mailbox", grant.mailbox())
                    .put("created", grant.created().toString())
                    .put("refreshed", grant.refreshed().toString())
                    .put("ends", grant.end().toString())
                    .put("login_refused", grant.stale()));
            return all;
        }
    }

    /** {@code ./cli grants revoke}. */
    @Command(
            name = "revoke",
            description = "End grants, at once and for good: of every copy of their tokens none opens any more.",
            mixinStandardHelpOptions = true)
    static final class Revoke implements Runnable {
        @CommandLine.Spec
        private @Nullable CommandSpec spec;

        @ArgGroup(multiplicity = "1")
        private Which which = new Which();

        /** Which ones: one way to say it. */
        static final class Which {
            @Parameters(paramLabel = "ID", description = "This one, by its id in ./cli grants list.")
            private @Nullable String id;

            @Option(names = "--mailbox", paramLabel = "ADDRESS", description = "All of this mailbox.")
            private @Nullable String mailbox;

            @Option(names = "--client", paramLabel = "ID", description = "All of this client, which may ask again.")
            private @Nullable String client;
        }

        @Override
        public void run() {
            if (spec == null) {
                return;
            }
            Settings settings = Settings.read(Environment.ofProcess());
            int ended = new Administration(settings, spec.commandLine().getErr()).end(order(new Clientele(settings)));
            spec.commandLine().getOut().println(Phrases.ended(ended));
        }

        private Order order(Clientele clientele) {
            if (which.mailbox != null) {
                return new Order.EndGrantsOfMailbox(clientele.mailbox("--mailbox", which.mailbox));
            }
            if (which.client != null) {
                return new Order.EndGrantsOfClient(clientele.client("--client", which.client));
            }
            return new Order.EndGrant(String.valueOf(which.id));
        }
    }
}
