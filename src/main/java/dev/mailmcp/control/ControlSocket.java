package dev.mailmcp.control;

import dev.mailmcp.value.InvalidValue;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where a running server takes orders from commands: a Unix domain socket in the data directory, which only the owner of the
 * process may connect to. One order per connection, one connection after another: an operator has but two hands.
 */
public final class ControlSocket implements AutoCloseable {
    static final String NAME = "control.sock";
    static final int LONGEST_ORDER = 8 * 1024;
    /** For one connection, from its first octet to its last. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Logger LOG = Logger.getLogger(ControlSocket.class);
    private static final Set<PosixFilePermission> OWNER_ALONE = PosixFilePermissions.fromString("rw-------");

    private final ServerSocketChannel server;
    private final Path socket;
    private final @Nullable Object key;
    private final Function<Order, Outcome> operator;

    private ControlSocket(ServerSocketChannel server, Path socket, Function<Order, Outcome> operator)
            throws IOException {
        this.server = server;
        this.socket = socket;
        this.key = key(socket);
        this.operator = operator;
    }

    /**
     * Listens from here on. A socket that an earlier server left behind makes way.
     *
     * @throws IOException when the folder cannot be written, or its path is too long for a socket (some 80 characters)
     */
    public static ControlSocket open(Path folder, Function<Order, Outcome> operator) throws IOException {
        // A socket is made with the rights of the process's umask: so it is made where nobody else gets in, and only
        // moved
        // to its place when its rights are right.
        Path nursery = Files.createTempDirectory(
                folder, ".c", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path made = nursery.resolve("s");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(made));
            Files.setPosixFilePermissions(made, OWNER_ALONE);
            Path socket = folder.resolve(NAME);
            Files.move(made, socket, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            var control = new ControlSocket(server, socket, operator);
            Thread.ofPlatform().name("control").daemon().start(control::listen);
            return control;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        } finally {
            Files.deleteIfExists(made);
            Files.deleteIfExists(nursery);
        }
    }

    private void listen() {
        while (server.isOpen()) {
            try {
                Boolean _ = Line.within(PATIENCE, server.accept(), this::serve);
            } catch (ClosedChannelException _) {
                // By us, or one that took too long.
            } catch (IOException | RuntimeException e) {
                LOG.debugf("an order could not be taken: %s", e.getClass().getSimpleName());
            }
        }
    }

    private boolean serve(SocketChannel channel) throws IOException {
        Line.write(channel, ControlJson.write(outcome(Line.read(channel, LONGEST_ORDER))));
        return true;
    }

    private Outcome outcome(String line) {
        try {
            return operator.apply(ControlJson.order(line));
        } catch (InvalidValue e) {
            return new Outcome.Failed("the server does not understand: " + e.getMessage());
        }
    }

    /** Who has the place by now, when it is not us, keeps it. */
    @Override
    public void close() throws IOException {
        server.close();
        if (Files.exists(socket) && Objects.equals(key, key(socket))) {
            Files.deleteIfExists(socket);
        }
    }

    private static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }
}
