package dev.mailmcp;

import dev.mailmcp.audit.Audit;
import dev.mailmcp.control.ControlSocket;
import dev.mailmcp.control.Operator;
import dev.mailmcp.store.Grants;
import dev.mailmcp.store.RevokedClients;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Takes orders from commands while the server has the embedded store. A database they reach by themselves. */
@Singleton
class ControlWiring {
    private static final Logger LOG = Logger.getLogger(ControlWiring.class);

    private final Operator operator;
    private Optional<ControlSocket> socket = Optional.empty();

    ControlWiring(Grants grants, RevokedClients revokedClients, Audit audit, Clock clock) {
        this.operator = new Operator(grants, revokedClients, audit, clock);
    }

    void started(@Observes StartupEvent event, Settings settings) {
        if (!(settings.state() instanceof State.Embedded)) {
            return;
        }
        try {
            socket = Optional.of(ControlSocket.open(settings.dataDirectory(), operator::carryOut));
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warnf(
                    "no control socket, so ./cli grants and ./cli clients need the server stopped: %s", e.getMessage());
        }
    }

    void stopping(@Observes ShutdownEvent event) {
        socket.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException _) {
                LOG.warn("the control socket did not close well; the next start replaces it");
            }
        });
    }
}
