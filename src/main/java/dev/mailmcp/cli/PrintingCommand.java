package dev.mailmcp.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** A command that prints something. Before it is run, picocli fills in where it stands among the others. */
@CommandLine.Command
abstract class PrintingCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    /** Where results go. */
    final PrintWriter out() {
        return line().getOut();
    }

    /** Where everything else goes. */
    final PrintWriter err() {
        return line().getErr();
    }

    /** The command as it was called. */
    final CommandLine line() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not made this command");
        }
        return spec.commandLine();
    }
}
