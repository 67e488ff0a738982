package dev.mailmcp;

import dev.mailmcp.cli.Cli;
import dev.mailmcp.cli.ServerStart;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The program: one artifact for the server and for the commands, which start without booting it. */
@QuarkusMain
public final class Main {
    private Main() {}

    /** @param args a command and its options; see {@code ./cli --help} */
    public static void main(String... args) {
        int exit = ServerStart.isMeant(args) ? ServerStart.execute(args) : Cli.execute(args);
        if (exit != 0) {
            System.exit(exit);
        }
    }
}
