package dev.mailmcp.control;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Lines of bounded length over a channel, within a bounded time. */
final class Line {
    private Line() {}

    /** Something done with a channel. */
    @FunctionalInterface
    interface Work<T> {
        T with(SocketChannel channel) throws IOException;
    }

    /** Does it, and closes the channel when it is done or takes too long: such channels know no timeout of their own. */
    static <T> T within(Duration patience, SocketChannel channel, Work<T> work) throws IOException {
        Thread watch = Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(patience);
                closed(channel);
            } catch (InterruptedException _) {
                // It was done in time.
            }
        });
        try (channel) {
            return work.with(channel);
        } finally {
            watch.interrupt();
        }
    }

    private static void closed(Closeable channel) {
        try {
            channel.close();
        } catch (IOException _) {
            // It is of no use any more either way.
        }
    }

    /**
     * Reads up to a line feed, which is not part of it; what follows is not read.
     *
     * @throws IOException when there is none within so many octets
     */
    static String read(SocketChannel channel, int longest) throws IOException {
        var line = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(8 * 1024);
        while (line.size() <= longest) {
            if (channel.read(buffer.clear()) < 0) {
                throw new IOException("the line does not end");
            }
            for (buffer.flip(); buffer.hasRemaining(); ) {
                byte octet = buffer.get();
                if (octet == '\n') {
                    return line.toString(StandardCharsets.UTF_8);
                }
                line.write(octet);
            }
        }
        throw new IOException("the line is too long");
    }

    static void write(SocketChannel channel, String line) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
