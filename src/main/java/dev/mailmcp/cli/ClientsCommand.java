package dev.mailmcp.cli;

import dev.mailmcp.Environment;
import dev.mailmcp.Settings;
import dev.mailmcp.control.Order;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** {@code ./cli clients}: an end to a client. Works beside the running server. */
@Command(
        name = "clients",
        description = "Revoke a client. Needs the server's settings; it may be running.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = ClientsCommand.Revoke.class)
final class ClientsCommand implements Runnable {
    @CommandLine.Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "revoke?");
        }
    }

    /** {@code ./cli clients revoke}. */
    @Command(
            name = "revoke",
            description = "The client can do nothing any more, and its grants end. There is no way back.",
            mixinStandardHelpOptions = true)
    static final class Revoke implements Runnable {
        @CommandLine.Spec
        private @Nullable CommandSpec spec;

        @Parameters(paramLabel = "ID", description = "Its short id in ./cli grants list, or its whole client id.")
        private String client = "";

        @Override
        public void run() {
            if (spec == null) {
                return;
            }
            Settings settings = Settings.read(Environment.ofProcess());
            String id = new Clientele(settings).client("ID", client);
            int ended = new Administration(settings, spec.commandLine().getErr()).end(new Order.RevokeClient(id));
            spec.commandLine().getOut().println("Client " + id + " is revoked. " + Phrases.ended(ended));
        }
    }
}
