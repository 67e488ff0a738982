package dev.mailmcp.cli;

import dev.mailmcp.Environment;
import dev.mailmcp.Settings;
import dev.mailmcp.control.Order;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./cli clients}: an end to a client. Works beside the running server. */
@Command(
        name = "clients",
        description = "Revoke a client. Needs the server's settings; it may be running.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = ClientsCommand.Revoke.class)
final class ClientsCommand {
    /** {@code ./cli clients revoke}. */
    @Command(
            name = "revoke",
            description = "The client can do nothing any more, and its grants end. There is no way back.",
            mixinStandardHelpOptions = true)
    static final class Revoke extends PrintingCommand {
        @Parameters(paramLabel = "ID", description = "Its short id in ./cli grants list, or its whole client id.")
        private String client = "";

        @Override
        public void run() {
            Settings settings = Settings.read(Environment.ofProcess());
            String id = new Clientele(settings).client("ID", client);
            int ended = new Administration(settings, err()).end(new Order.RevokeClient(id));
            out().println("Client " + id + " is revoked. " + Phrases.ended(ended));
        }
    }
}
