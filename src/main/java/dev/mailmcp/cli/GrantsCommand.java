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
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./cli grants}: what people have allowed, and an end to it. Works beside the running server. */
@Command(
        name = "grants",
        description = "List the grants that stand, or end some. Needs the server's settings; it may be running.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {GrantsCommand.ListThem.class, GrantsCommand.Revoke.class})
final class GrantsCommand {
    /** {@code ./cli grants list}. */
    @Command(
            name = "list",
            description = "List the grants that stand, the newest first, at most 1000.",
            mixinStandardHelpOptions = true)
    static final class ListThem extends PrintingCommand {
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
            Settings settings = Settings.read(Environment.ofProcess());
            var clientele = new Clientele(settings);
            List<Outcome.Entry> grants = new Administration(settings, err())
                    .list(new Order.ListGrants(
                            Optional.ofNullable(client).map(text -> clientele.client("--client", text)),
                            Optional.ofNullable(mailbox)
                                    .map(text -> clientele.mailbox("--mailbox", text))
                                    .orElse(List.of())));
            PrintWriter out = out();
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
            grants.forEach(grant -> all.add(grant.toJson()));
            return all;
        }
    }

    /** {@code ./cli grants revoke}. */
    @Command(
            name = "revoke",
            description = "End grants, at once and for good: of every copy of their tokens none opens any more.",
            mixinStandardHelpOptions = true)
    static final class Revoke extends PrintingCommand {
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
            Settings settings = Settings.read(Environment.ofProcess());
            int ended = new Administration(settings, err()).end(order(new Clientele(settings)));
            out().println(Phrases.ended(ended));
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
