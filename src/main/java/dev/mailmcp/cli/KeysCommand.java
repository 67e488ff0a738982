package dev.mailmcp.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailmcp.ConfigurationFaults;
import dev.mailmcp.Environment;
import dev.mailmcp.Settings;
import dev.mailmcp.control.Order;
import dev.mailmcp.control.Outcome;
import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.store.Grants;
import dev.mailmcp.value.InvalidValue;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code ./cli keys}: which keys there are, and a new one in front of them. */
@Command(
        name = "keys",
        description = "Show the keys in use by their names, or put a new one in front of them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {KeysCommand.Status.class, KeysCommand.Rotate.class})
final class KeysCommand implements Runnable {
    @CommandLine.Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "status or rotate?");
        }
    }

    /** {@code ./cli keys status}. */
    @Command(
            name = "status",
            description =
                    "The names of the keys, which of them seals, and since when every grant has done with older ones.",
            mixinStandardHelpOptions = true)
    static final class Status implements Runnable {
        @CommandLine.Spec
        private @Nullable CommandSpec spec;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Override
        public void run() {
            if (spec == null) {
                return;
            }
            Settings settings = Settings.read(Environment.ofProcess());
            Optional<List<Outcome.Entry>> grants = settings.stateless()
                    ? Optional.empty()
                    : Optional.of(
                            new Administration(settings, spec.commandLine().getErr())
                                    .list(new Order.ListGrants(Optional.empty(), List.of())));
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(json(settings, grants).toPrettyString());
            } else {
                print(out, settings, grants);
            }
        }

        private static void print(PrintWriter out, Settings settings, Optional<List<Outcome.Entry>> grants) {
            print(out, "ENCRYPTION_KEY, for tokens:", settings.keys());
            print(out, "CLIENT_KEYS, for client ids:", settings.clientKeys());
            out.println();
            grants.ifPresentOrElse(
                    standing -> print(out, standing),
                    () -> out.println(
                            "STATE=none: it is not known which grants stand. A key is needed until GRANT_MAX_AGE"
                                    + " after another took its place."));
            out.println(
                    "Client ids are not counted: nothing is stored of them. A key of CLIENT_KEYS is needed for as long"
                            + " as a client made with it is.");
        }

        private static void print(PrintWriter out, String title, KeyRing ring) {
            out.println(title);
            ring.kids()
                    .forEach(kid ->
                            out.println("  " + kid + (kid.equals(ring.sealing()) ? "  seals and opens" : "  opens")));
        }

        private static void print(PrintWriter out, List<Outcome.Entry> grants) {
            String count = complete(grants) ? grants.size() + " grants stand." : "1000 grants stand, or more.";
            out.println(count
                    + " How many need which key cannot be told: the clients have the tokens, and the store does not"
                    + " know what sealed them.");
            if (complete(grants)) {
                oldest(grants)
                        .ifPresentOrElse(
                                moment -> out.println("No token that is still needed was sealed before " + moment
                                        + ": keys that were not first any more by then may go."),
                                () -> out.println("No token is needed any more: keys that are not first may go."));
            }
        }

        private static boolean complete(List<Outcome.Entry> grants) {
            return grants.size() < Grants.Filter.MOST;
        }

        private static Optional<Instant> oldest(List<Outcome.Entry> grants) {
            return grants.stream()
                    .map(Outcome.Entry::sealedSince)
                    .min(Instant::compareTo)
                    .map(moment -> moment.truncatedTo(ChronoUnit.SECONDS));
        }

        private static ObjectNode json(Settings settings, Optional<List<Outcome.Entry>> grants) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            kids(json.putArray("encryption_key"), settings.keys());
            kids(json.putArray("client_keys"), settings.clientKeys());
            grants.ifPresent(standing -> {
                ObjectNode counted = json.putObject("grants")
                        .put("standing", standing.size())
                        .put("complete", complete(standing));
                oldest(standing)
                        .filter(_ -> complete(standing))
                        .ifPresent(moment -> counted.put("sealed_since", moment.toString()));
            });
            return json;
        }

        private static void kids(ArrayNode array, KeyRing ring) {
            ring.kids().forEach(kid -> array.addObject().put("kid", kid).put("seals", kid.equals(ring.sealing())));
        }
    }

    /** {@code ./cli keys rotate}. It prints, and writes no file: whoever keeps settings elsewhere than in .env keeps keys there. */
    @Command(
            name = "rotate",
            description =
                    "Print the settings with a new key in front of the old ones. Nothing is changed by it: put them where"
                            + " the settings are, and start the server again.",
            mixinStandardHelpOptions = true)
    static final class Rotate implements Runnable {
        @CommandLine.Spec
        private @Nullable CommandSpec spec;

        @Option(names = "--clients", description = "A new key for client ids (CLIENT_KEYS) instead of one for tokens.")
        private boolean clients;

        @Override
        public void run() {
            if (spec == null) {
                return;
            }
            Environment environment = Environment.ofProcess();
            String tokenKeys = keys(environment, "ENCRYPTION_KEY")
                    .orElseThrow(() -> new ConfigurationFaults(List.of(
                            "ENCRYPTION_KEY: is not set, so there is nothing to rotate; make a key with ./cli key")));
            Optional<String> clientKeys = keys(environment, "CLIENT_KEYS");
            PrintWriter out = spec.commandLine().getOut();
            if (clients) {
                out.println("CLIENT_KEYS=" + KeyCommand.newKey() + "," + clientKeys.orElse(tokenKeys));
                return;
            }
            out.println("ENCRYPTION_KEY=" + KeyCommand.newKey() + "," + tokenKeys);
            if (clientKeys.isEmpty()) {
                // Client ids outlive grants: once the old key goes, they must still open.
                out.println("CLIENT_KEYS=" + tokenKeys);
            }
        }

        private static Optional<String> keys(Environment environment, String variable) {
            Optional<String> keys = environment.get(variable);
            try {
                keys.ifPresent(KeyRing::parse);
            } catch (InvalidValue e) {
                throw new ConfigurationFaults(List.of(variable + ": " + e.getMessage()));
            }
            return keys;
        }
    }
}
