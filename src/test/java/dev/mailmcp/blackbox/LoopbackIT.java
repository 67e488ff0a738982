package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MCP, Streamable HTTP, security: a server for this machine is reached from this machine, and not through a page's tricks. */
class LoopbackIT {
    private static Product product;

    @BeforeAll
    static void start() {
        product = Product.start(Product.settings());
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    private static int port() {
        return Integer.parseInt(product.setting("PORT"));
    }

    /** The name of an attacker who lets it point to this machine, without the Origin that a browser need not send. */
    @ParameterizedTest
    @CsvSource({
        "POST, /mcp, evil.example.com, 421",
        "GET,  /authorize, evil.example.com, 421",
        "GET,  /health, evil.example.com, 421",
        "POST, /mcp, localhost, 401",
        "POST, /mcp, 127.0.0.1, 401",
        "GET,  /health, '[::1]', 200",
    })
    void foreignHostReachesNothing(String method, String path, String host, int status) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            String request = method + " " + path + " HTTP/1.1\r\nHost: " + host + ":" + port()
                    + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertEquals(status, Integer.parseInt(answer.split(" ", 3)[1]));
        }
    }

    @Test
    void noOtherMachineReachesIt() throws SocketException {
        Optional<InetAddress> outside = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
        Assumptions.assumeTrue(outside.isPresent(), "this machine has no IPv4 address but loopback");

        try (Socket socket = new Socket()) {
            assertThrows(
                    IOException.class,
                    () -> socket.connect(new InetSocketAddress(outside.orElseThrow(), port()), 5000));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
