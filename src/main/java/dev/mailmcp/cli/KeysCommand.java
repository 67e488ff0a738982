package dev.mailmcp.cli;

import dev.mailmcp.ConfigurationFaults;
import dev.mailmcp.Environment;
import dev.mailmcp.Settings;
import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.value.InvalidValue;
import java.io.PrintWriter;
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
            description = "The names of the keys, which of them seals, and how many grants need each.",
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
            var report = new KeyReport(
                    settings,
                    settings.stateless()
                            ? Optional.empty()
                            : Optional.of(new Administration(
                                            settings, spec.commandLine().getErr())
                                    .count()));
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(report.json().toPrettyString());
            } else {
                report.print(out);
            }
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
