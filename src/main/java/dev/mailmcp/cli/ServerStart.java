package dev.mailmcp.cli;

/**
 * {@code server}, when that is all that was said. There is nothing to parse, so it passes by the command line's library, which takes
 * a third of the time to start: its classes are of a form that the JVM's archive cannot hold.
 */
public final class ServerStart {
    private ServerStart() {}

    /** Whether these arguments are no more than that. */
    public static boolean isMeant(String... args) {
        return args.length == 1 && args[0].equals("server");
    }

    /** @return the exit code, as {@link Cli#execute} gives it */
    public static int execute() {
        try {
            return new ServerCommand().call();
        } catch (RuntimeException e) {
            return CommandFaults.told(e, System.err::println);
        }
    }
}
