package dev.mailmcp.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What {@code ./cli} understands. */
@Command(
        name = "./cli",
        description = "A person's own mailbox for any MCP client.",
        mixinStandardHelpOptions = true,
        version = "mail-mcp 0.1.0",
        subcommands = {
            DemoCommand.class,
            ServerCommand.class,
            GenerateCommand.class,
            GrantsCommand.class,
            ClientsCommand.class,
            KeyCommand.class,
            KeysCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Settings come from the environment and from .env in the working directory; .env.sample explains each."
        })
public final class Cli extends PrintingCommand {
    private static final Pattern DASHED_ID = Pattern.compile("-[A-Za-z0-9_-]{15,21}");

    /** @return the exit code: 0, 1 for a fault, 2 for wrong usage or settings */
    public static int execute(String... args) {
        return new CommandLine(new Cli())
                .setPosixClusteredShortOptionsAllowed(false)
                .setParameterExceptionHandler(Cli::wrongUsage)
                .setExecutionExceptionHandler(Cli::fault)
                .execute(withIdAsId(args));
    }

    /** Ids are base64url, so one in 64 begins like an option. No option of ours is as long as an id. */
    private static String[] withIdAsId(String... args) {
        boolean looksLikeOption = args.length > 2
                && args[1].equals("revoke")
                && DASHED_ID.matcher(args[2]).matches();
        List<String> all = new ArrayList<>(List.of(args));
        if (looksLikeOption) {
            all.add(2, "--");
        }
        return all.toArray(String[]::new);
    }

    /** Without a command: the help. */
    @Override
    public void run() {
        line().usage(out());
    }

    private static int wrongUsage(CommandLine.ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        command.getErr()
                .println(CommandFaults.oneLine(e) + " ("
                        + command.getCommandSpec().qualifiedName() + " --help explains)");
        return CommandFaults.USAGE;
    }

    private static int fault(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        return CommandFaults.told(e, command.getErr()::println);
    }
}
