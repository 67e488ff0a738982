package dev.mailmcp.cli;

import dev.mailmcp.ConfigurationFaults;
import dev.mailmcp.value.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
            TrainCommand.class,
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
    /** Wrong usage or wrong settings. */
    static final int USAGE = 2;

    private static final Pattern DASHED_ID = Pattern.compile("-[A-Za-z0-9_-]{15,21}");

    /** @return the exit code: 0, 1 for a fault, 2 for wrong usage or settings */
    public static int execute(String... args) {
        if (args.length == 1 && args[0].equals("server")) {
            return server(); // Starts in a third less time than by way of picocli, and there is nothing to parse.
        }
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
        command.getErr().println(oneLine(e) + " (" + command.getCommandSpec().qualifiedName() + " --help explains)");
        return USAGE;
    }

    private static int server() {
        try {
            return new ServerCommand().call();
        } catch (RuntimeException e) {
            return told(e, System.err::println);
        }
    }

    private static int fault(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        return told(e, command.getErr()::println);
    }

    private static int told(Exception e, Consumer<String> err) {
        return switch (e) {
            case ConfigurationFaults faults -> {
                faults.lines().forEach(err);
                yield USAGE;
            }
            case InvalidValue invalid -> {
                err.accept(oneLine(invalid));
                yield USAGE;
            }
            default -> {
                err.accept(oneLine(e));
                yield 1;
            }
        };
    }

    private static String oneLine(Exception e) {
        String message = e.getMessage();
        return (message == null ? e.getClass().getSimpleName() : message).replaceAll("\\s*\\R\\s*", " ");
    }
}
