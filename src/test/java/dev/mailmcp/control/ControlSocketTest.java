package dev.mailmcp.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders reach the server that has the store, from its owner alone. */
class ControlSocketTest {
    private static final Instant MOMENT = Instant.parse("2026-11-21T08:00:00Z");
    private static final Order ORDER = new Order.EndGrant("grant");

    private final Path folder;
    private final ConcurrentLinkedQueue<Order> received = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Outcome> outcome = new AtomicReference<>(new Outcome.Ended(1));

    ControlSocketTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void empty() throws IOException {
        assertEquals(List.of(), files());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }

    private ControlSocket open() throws IOException {
        return ControlSocket.open(folder, order -> {
            received.add(order);
            return outcome.get();
        });
    }

    private SocketChannel connected() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(folder.resolve("control.sock")));
        return channel;
    }

    static Stream<Order> orders() {
        return Stream.of(
                new Order.ListGrants(Optional.empty(), List.of()),
                new Order.ListGrants(Optional.of("client"), List.of("mark", "older mark")),
                new Order.Count(),
                ORDER,
                new Order.EndGrantsOfClient("client"),
                new Order.EndGrantsOfMailbox(List.of("mark")),
                new Order.RevokeClient("-client_"));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void everyOrderArrivesAsItWasGiven(Order order) throws IOException {
        try (ControlSocket _ = open()) {
            assertEquals(Optional.of(new Outcome.Ended(1)), ControlClient.give(folder, order));
        }

        assertEquals(List.of(order), List.copyOf(received));
    }

    static Stream<Outcome> outcomes() {
        return Stream.of(
                new Outcome.Ended(0),
                new Outcome.Failed("the store \"cannot\" be\nused"),
                new Outcome.Listed(List.of()),
                // As many as there can be, each as long as it can be.
                new Outcome.Listed(IntStream.range(0, 1000)
                        .mapToObj(i -> new Outcome.Entry(
                                "grant-" + i,
                                "client",
                                "ünï \u2028".repeat(10),
                                "m".repeat(43),
                                MOMENT,
                                MOMENT.plusNanos(1_000),
                                MOMENT.plusSeconds(i),
                                i % 2 == 0))
                        .toList()));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void everyOutcomeArrivesAsItWas(Outcome is) throws IOException {
        outcome.set(is);
        try (ControlSocket _ = open()) {
            assertEquals(Optional.of(is), ControlClient.give(folder, ORDER));
        }
    }

    @Test
    void onlyTheOwnerGetsInAndNothingElseIsLeftInTheFolder() throws IOException {
        try (ControlSocket _ = open()) {
            assertEquals(List.of("control.sock"), files());
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("control.sock"))));
        }
        assertEquals(List.of(), files());
    }

    @Test
    void noServerIsNoFault() throws IOException {
        assertEquals(Optional.empty(), ControlClient.give(folder, ORDER));
    }

    @Test
    void aSocketLeftBehindIsTakenForNoServerAndReplacedByTheNext() throws IOException {
        var left = java.nio.channels.ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        left.bind(UnixDomainSocketAddress.of(folder.resolve("control.sock")));
        left.close();
        assertEquals(List.of("control.sock"), files(), "as after a kill");

        assertEquals(Optional.empty(), ControlClient.give(folder, ORDER));
        try (ControlSocket _ = open()) {
            assertTrue(ControlClient.give(folder, ORDER).isPresent());
        }
    }

    @Test
    void theSecondServerHasThePlaceAndTheEndOfTheFirstDoesNotTakeItAway() throws IOException {
        ControlSocket first = open();
        try (ControlSocket _ = open()) {
            first.close();

            assertTrue(ControlClient.give(folder, ORDER).isPresent());
        }
        assertEquals(List.of(), files());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "{",
                "[]",
                "null",
                "{\"do\":\"format\"}",
                "{\"do\":\"end\"}",
                "{\"do\":\"end\",\"grant\":7}",
                "{\"do\":\"end\",\"grant\":\"\"}",
                "{\"do\":\"end_of_mailbox\",\"mailboxes\":[{}]}",
                "GET / HTTP/1.1\r"
            })
    void garbageIsAnsweredAndNotCarriedOut(String line) throws IOException {
        try (ControlSocket _ = open()) {
            try (SocketChannel channel = connected()) {
                Line.write(channel, line);

                assertInstanceOf(Outcome.Failed.class, ControlJson.outcome(Line.read(channel, 1_000)));
            }
            assertTrue(received.isEmpty());
            assertTrue(ControlClient.give(folder, ORDER).isPresent(), "and the next is served");
        }
    }

    @Test
    void aLineThatIsTooLongOrDoesNotEndIsNotAnswered() throws IOException {
        try (ControlSocket _ = open()) {
            try (SocketChannel channel = connected()) {
                channel.write(ByteBuffer.wrap(
                        "x".repeat(ControlSocket.LONGEST_ORDER + 1).getBytes(StandardCharsets.US_ASCII)));
                assertFalse(answers(channel));
            }
            try (SocketChannel channel = connected()) {
                channel.write(ByteBuffer.wrap("{".getBytes(StandardCharsets.US_ASCII)));
                channel.shutdownOutput();
                assertFalse(answers(channel));
            }
            assertTrue(received.isEmpty());
            assertTrue(ControlClient.give(folder, ORDER).isPresent(), "and the next is served");
        }
    }

    private static boolean answers(SocketChannel channel) {
        try {
            return channel.read(ByteBuffer.allocate(1)) > 0;
        } catch (IOException _) {
            return false;
        }
    }
}
