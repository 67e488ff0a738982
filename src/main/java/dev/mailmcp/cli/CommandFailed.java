package dev.mailmcp.cli;

/** A command could not do its work, though it was given rightly: exit code 1, with this one line. */
final class CommandFailed extends RuntimeException {
    CommandFailed(String why) {
        super(why);
    }
}
