package dev.mailmcp.cli;

import dev.mailmcp.ConfigurationFaults;
import dev.mailmcp.Environment;
import dev.mailmcp.Settings;
import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.value.InvalidValue;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./cli keys}: which keys there are, and a new one in front of them. */
@Command(
        name = "keys",
        description = "Show the keys in use by their names, or put a new one in front of them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {KeysCommand.Status.class, KeysCommand.Rotate.class})
final class KeysCommand {
    /** {@code ./cli keys status}. */
    @Command(
            name = "status",
            description = "The names of the keys, which of them seals, and how many grants need each.",
            mixinStandardHelpOptions = true)
    static final class Status extends PrintingCommand {
        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Override
        public void run() {
            Settings settings = Settings.read(Environment.ofProcess());
            var report = new KeyReport(
                    settings,
                    settings.stateless() ? Optional.empty() : Optional.of(new Administration(settings, err()).count()));
            PrintWriter out = out();
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
    static final class Rotate extends PrintingCommand {
        @Option(names = "--clients", description = "A new key for client ids (CLIENT_KEYS) instead of one for tokens.")
        private boolean clients;

        @Override
        public void run() {
            Environment environment = Environment.ofProcess();
            String tokenKeys = keys(environment, "ENCRYPTION_KEY")
                    .orElseThrow(() -> new ConfigurationFaults(List.of(
                            "ENCRYPTION_KEY: is not set, so there is nothing to rotate; make a key with ./cli key")));
            Optional<String> clientKeys = keys(environment, "CLIENT_KEYS");
            PrintWriter out = out();
            if (clients) {
                out.println("CLIENT_KEYS=" + KeyRing.newKey() + "," + clientKeys.orElse(tokenKeys));
                return;
            }
            out.println("ENCRYPTION_KEY=" + KeyRing.newKey() + "," + tokenKeys);
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
