package dev.mailmcp.cli;

import dev.mailmcp.ConfigurationFaults;
import dev.mailmcp.Settings;
import dev.mailmcp.State;
import dev.mailmcp.Stores;
import dev.mailmcp.audit.Audit;
import dev.mailmcp.control.ControlClient;
import dev.mailmcp.control.Operator;
import dev.mailmcp.control.Order;
import dev.mailmcp.control.Outcome;
import dev.mailmcp.store.Store;
import dev.mailmcp.token.MailboxMarks;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Has orders carried out where the state is: by the server that has it, else in the store itself. */
final class Administration {
    private static final String ANOTHER = "the server answered another question";

    private final Settings settings;
    private final Audit audit;

    /** @param log takes the lines of the audit log for what no server does */
    Administration(Settings settings, PrintWriter log) {
        this.settings = settings;
        this.audit = Audit.telling(new MailboxMarks(settings.keys()), log::println);
    }

    /** @throws CommandFailed when nothing was done */
    List<Outcome.Entry> list(Order.ListGrants order) {
        return switch (carryOut(order)) {
            case Outcome.Listed(List<Outcome.Entry> grants) -> grants;
            case Outcome.Counted _, Outcome.Ended _ -> throw new CommandFailed(ANOTHER);
            case Outcome.Failed(String why) -> throw new CommandFailed(why);
        };
    }

    /** @throws CommandFailed when it cannot be told */
    Outcome.Counted count() {
        return switch (carryOut(new Order.Count())) {
            case Outcome.Counted counted -> counted;
            case Outcome.Listed _, Outcome.Ended _ -> throw new CommandFailed(ANOTHER);
            case Outcome.Failed(String why) -> throw new CommandFailed(why);
        };
    }

    /**
     * Has grants ended.
     *
     * @return how many
     * @throws CommandFailed when nothing was done
     */
    int end(Order order) {
        return switch (carryOut(order)) {
            case Outcome.Ended(int grants) -> grants;
            case Outcome.Counted _, Outcome.Listed _ -> throw new CommandFailed(ANOTHER);
            case Outcome.Failed(String why) -> throw new CommandFailed(why);
        };
    }

    private Outcome carryOut(Order order) {
        return switch (settings.state()) {
            case State.None _ ->
                throw new ConfigurationFaults(
                        List.of(
                                "STATE: none keeps no grants, so there are none to list or to revoke; REVOKED_CLIENTS refuses clients"));
            case State.Postgresql _ -> directly(order);
            case State.Embedded _ -> byServer(order);
        };
    }

    private Outcome byServer(Order order) {
        Path folder = settings.dataDirectory();
        try {
            return ControlClient.give(folder, order).orElseGet(() -> {
                if (!Files.exists(folder.resolve("mail-mcp.db"))) {
                    throw new CommandFailed("DATA_DIR: there is no state in " + folder
                            + "; give the server's settings, in its working directory");
                }
                return directly(order);
            });
        } catch (IOException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()));
        }
    }

    private Outcome directly(Order order) {
        try (Store store = Stores.open(settings)) {
            return new Operator(store.grants(), store.revokedClients(), audit, Clock.systemUTC()).carryOut(order);
        }
    }
}
