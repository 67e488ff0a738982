package dev.mailmcp.cli;

import java.io.IOException;

/**
 * {@code server}, when that is all that was said, and {@code train}. There is nothing to parse, so they pass by the library of the
 * command line, which takes a third of the time to start: its classes are of a form that the JVM's archive cannot hold.
 */
public final class ServerStart {
    private static final String SERVER = "server";
    private static final String TRAIN = "train";

    private ServerStart() {}

    /** Whether these arguments are no more than that. */
    public static boolean isMeant(String... args) {
        return args.length == 1 && (args[0].equals(SERVER) || args[0].equals(TRAIN));
    }

    /** @return the exit code, as {@link Cli#execute} gives it */
    public static int execute(String... args) {
        try {
            if (args[0].equals(TRAIN)) {
                Training.run();
                return 0;
            }
            return new ServerCommand().call();
        } catch (IOException | RuntimeException e) {
            return CommandFaults.told(e, System.err::println);
        }
    }
}
