package dev.mailmcp.control;

import dev.mailmcp.value.InvalidValue;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Gives orders to the server that has a data directory. */
public final class ControlClient {
    /** A thousand grants, with room. */
    private static final int LONGEST_OUTCOME = 1024 * 1024;

    private static final Duration PATIENCE = ControlSocket.PATIENCE.plusSeconds(5);

    private ControlClient() {}

    /**
     * Has an order carried out by the server of this folder; empty when none runs there.
     *
     * @throws IOException saying in one line why the server that runs there could not be asked
     */
    public static Optional<Outcome> give(Path folder, Order order) throws IOException {
        Path socket = folder.resolve(ControlSocket.NAME);
        if (!Files.exists(socket)) {
            return Optional.empty();
        }
        if (!Files.isWritable(socket)) {
            throw new IOException(socket + " belongs to another user: run the command as the server's user");
        }
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException _) {
            channel.close();
            return Optional.empty(); // Left behind by a server that was killed.
        }
        try {
            return Optional.of(Line.within(PATIENCE, channel, open -> {
                Line.write(open, ControlJson.write(order));
                return ControlJson.outcome(Line.read(open, LONGEST_OUTCOME));
            }));
        } catch (IOException | InvalidValue e) {
            throw new IOException(
                    "the server behind " + socket + " gave no answer; whether the order was carried out is not known",
                    e);
        }
    }
}
