package dev.mailmcp.cli;

import dev.mailmcp.ConfigurationFaults;
import dev.mailmcp.value.InvalidValue;
import java.util.function.Consumer;

/** What a command that cannot go on says, a line each, and the exit code it ends with. Knows no command line. */
final class CommandFaults {
    /** Wrong usage or wrong settings. */
    static final int USAGE = 2;

    private CommandFaults() {}

    /** @return the exit code: 1 for a fault, 2 for wrong settings */
    static int told(Exception e, Consumer<String> line) {
        return switch (e) {
            case ConfigurationFaults faults -> {
                faults.lines().forEach(line);
                yield USAGE;
            }
            case InvalidValue invalid -> {
                line.accept(oneLine(invalid));
                yield USAGE;
            }
            default -> {
                line.accept(oneLine(e));
                yield 1;
            }
        };
    }

    static String oneLine(Exception e) {
        String message = e.getMessage();
        return (message == null ? e.getClass().getSimpleName() : message).replaceAll("\\s*\\R\\s*", " ");
    }
}
