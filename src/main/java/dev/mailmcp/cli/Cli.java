package dev.mailmcp.cli;

import dev.mailmcp.ConfigurationFaults;
import dev.mailmcp.value.InvalidValue;
import java.io.PrintWriter;
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
public final class Cli implements Runnable {
    /** Wrong usage or wrong settings. */
    static final int USAGE = 2;

    @CommandLine.Spec
    private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

    /** @return the exit code: 0, 1 for a fault, 2 for wrong usage or settings */
    public static int execute(String... args) {
        var all = new CommandLine(new Cli());
        // Ids are base64url, so one in 64 begins like an option, and one of those like -h with more behind it.
        all.setPosixClusteredShortOptionsAllowed(false);
        all.getSubcommands().values().stream()
                .flatMap(command -> command.getSubcommands().entrySet().stream())
                .filter(inner -> inner.getKey().equals("revoke"))
                .forEach(revoke -> revoke.getValue().setUnmatchedOptionsArePositionalParams(true));
        return all.setParameterExceptionHandler(Cli::wrongUsage)
                .setExecutionExceptionHandler(Cli::fault)
                .execute(args);
    }

    /** Without a command: the help. */
    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }

    private static int wrongUsage(CommandLine.ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        command.getErr().println(oneLine(e) + " (" + command.getCommandSpec().qualifiedName() + " --help explains)");
        return USAGE;
    }

    private static int fault(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        return switch (e) {
            case ConfigurationFaults faults -> {
                faults.lines().forEach(err::println);
                yield USAGE;
            }
            case InvalidValue invalid -> {
                err.println(oneLine(invalid));
                yield USAGE;
            }
            default -> {
                err.println(oneLine(e));
                yield 1;
            }
        };
    }

    private static String oneLine(Exception e) {
        String message = e.getMessage();
        return (message == null ? e.getClass().getSimpleName() : message).replaceAll("\\s*\\R\\s*", " ");
    }
}
