package dev.mailmcp.dial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.dial.DialException.Kind;
import dev.mailmcp.value.InvalidValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GuardedDialerTest {
    private static final DialTimeouts SHORT = new DialTimeouts(Duration.ofMillis(500), Duration.ofMillis(300));

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, loopback",
        "10.1.2.3, private",
        "172.31.255.255, private",
        "192.168.0.1, private",
        "169.254.169.254, link-local",
        "100.64.0.1, shared (carrier-grade NAT)",
        "100.127.255.255, shared (carrier-grade NAT)",
        "0.0.0.0, unspecified",
        "198.18.0.1, benchmarking",
        "203.0.113.9, documentation",
        "224.0.0.251, multicast",
        "255.255.255.255, broadcast",
        "250.1.1.1, reserved",
        "::1, loopback",
        "::, unspecified",
        "::ffff:127.0.0.1, loopback",
        "::7f00:1, IPv4-compatible",
        "64:ff9b::a9fe:a9fe, link-local behind NAT64",
        "64:ff9b:1::1, local-use NAT64",
        "2002:7f00:1::1, 6to4",
        "2001:0:7f00:1::1, Teredo",
        "2600:1f18::5efe:10.0.0.1, private behind ISATAP",
        "2001:db8::1, documentation",
        "fd12::1, private",
        "fe80::1, link-local",
        "fec0::1, site-local",
        "ff02::1, multicast",
        "4000::1, unassigned",
    })
    void addressesForSpecialUseAreToldApart(String address, String kind) throws IOException {
        assertEquals(kind, SpecialUse.of(InetAddress.getByName(address)).orElse("public"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "100.128.0.1", "172.32.0.1", "2606:4700::1111", "64:ff9b::101:101"})
    void ordinaryAddressesArePublic(String address) throws IOException {
        assertTrue(SpecialUse.of(InetAddress.getByName(address)).isEmpty());
    }

    @Test
    void oneSpecialAddressAmongPublicOnesIsEnoughToRefuse() {
        // Given a name that leads to a public and a private address
        var dialer = dialer("", "93.184.216.34", "10.0.0.5");

        // When
        var refused = assertThrows(
                DialException.class,
                () -> dialer.connect(new Endpoint("mail.example.org", 993, TransportSecurity.TLS)));

        // Then
        assertEquals(Kind.REFUSED_ADDRESS, refused.kind());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1            | 127.0.0.1 | true",
                "127.0.0.0/8          | 127.0.0.1 | true",
                "mail.lan             | mail.lan  | true",
                "MAIL.LAN.            | mail.lan  | true",
                "10.0.0.0/8           | 127.0.0.1 | false",
                "other.lan            | mail.lan  | false",
                "mail.lan:PORT        | mail.lan  | true",
                "127.0.0.1:PORT       | 127.0.0.1 | true",
                "127.0.0.1:1          | 127.0.0.1 | false",
                "10.0.0.1, 127.0.0.1  | 127.0.0.1 | true",
                "127.0.0.0/8          | mail.lan  | true",
            })
    void privateHostsAreAllowedByNameAddressBlockAndPort(String setting, String host, boolean allowed)
            throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Given
            var dialer = dialer(setting.replace("PORT", "" + server.getLocalPort()), "127.0.0.1");
            var endpoint = new Endpoint(host, server.getLocalPort(), TransportSecurity.NONE);

            // When, Then
            if (allowed) {
                try (var socket = dialer.connect(endpoint)) {
                    assertTrue(socket.getTcpNoDelay());
                }
            } else {
                assertEquals(
                        Kind.REFUSED_ADDRESS,
                        assertThrows(DialException.class, () -> dialer.connect(endpoint))
                                .kind());
            }
        }
    }

    @Test
    void plainTextToAPublicHostIsRefused() {
        var dialer = dialer("", "93.184.216.34");
        var endpoint = new Endpoint("mail.example.org", 143, TransportSecurity.NONE);

        var refused = assertThrows(DialException.class, () -> dialer.connect(endpoint));

        assertEquals(Kind.REFUSED_ADDRESS, refused.kind());
        assertTrue(refused.toString().contains("without TLS"));
    }

    @Test
    void eachConnectAsksAgainSoThatARebindingNameIsCaught() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Given a name that first leads where it may and then elsewhere
            var answers = new java.util.ArrayDeque<>(java.util.List.of("127.0.0.1", "127.0.0.2"));
            var dialer = new GuardedDialer(PrivateHosts.parse("127.0.0.1"), MailTrust.system(), SHORT, _ ->
                    new InetAddress[] {InetAddress.ofLiteral(answers.remove())});
            var endpoint = new Endpoint("mail.lan", server.getLocalPort(), TransportSecurity.STARTTLS);
            dialer.connect(endpoint).close();

            // When
            var refused = assertThrows(DialException.class, () -> dialer.connect(endpoint));

            // Then
            assertEquals(Kind.REFUSED_ADDRESS, refused.kind());
        }
    }

    @Test
    void faultsAreToldApart() throws IOException {
        int closed;
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = server.getLocalPort();
            // Given a server that takes the connection and says nothing
            var silent = new Endpoint("127.0.0.1", server.getLocalPort(), TransportSecurity.TLS);
            assertEquals(
                    Kind.TIMEOUT,
                    assertThrows(DialException.class, () -> dialer("127.0.0.1", "127.0.0.1")
                                    .connect(silent))
                            .kind());
        }
        var nobody = new Endpoint("127.0.0.1", closed, TransportSecurity.TLS);
        assertEquals(
                Kind.UNREACHABLE,
                assertThrows(DialException.class, () -> dialer("127.0.0.1", "127.0.0.1")
                                .connect(nobody))
                        .kind());
        var unknown = new GuardedDialer(PrivateHosts.NONE, MailTrust.system(), SHORT, host -> {
            throw new UnknownHostException(host);
        });
        assertEquals(
                Kind.UNRESOLVED,
                assertThrows(DialException.class, () -> unknown.connect(nobody)).kind());
    }

    @Test
    void aServerThatSpeaksNoTlsIsATlsFault() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Given
            Thread.ofVirtual().start(() -> {
                try (var socket = server.accept()) {
                    socket.getOutputStream()
                            .write("* OK plain text here\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                    socket.getInputStream().readAllBytes();
                } catch (IOException _) {
                    // The client hung up, as it should.
                }
            });
            var endpoint = new Endpoint("127.0.0.1", server.getLocalPort(), TransportSecurity.TLS);

            // When
            var failed = assertThrows(
                    DialException.class, () -> dialer("127.0.0.1", "127.0.0.1").connect(endpoint));

            // Then
            assertEquals(Kind.TLS, failed.kind());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "10.0.0.0/x",
                "10.0.0",
                "mail.lan:0",
                "mail.lan:70000",
                "a b",
                "fd00::/129",
                "a,,b"
            })
    void aSettingThatMeansNothingIsRefusedByPosition(String setting) {
        var invalid = assertThrows(InvalidValue.class, () -> PrivateHosts.parse(setting));
        assertTrue(invalid.toString().contains("entry "), invalid.toString());
    }

    @Test
    void aTrustFileMustHoldCertificates(@TempDir Path folder) throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        Path text = Files.writeString(folder.resolve("text.pem"), "hello\n");

        assertThrows(InvalidValue.class, () -> MailTrust.with(folder.resolve("missing.pem")));
        assertThrows(InvalidValue.class, () -> MailTrust.with(empty));
        assertThrows(InvalidValue.class, () -> MailTrust.with(text));
    }

    private static GuardedDialer dialer(String privateHosts, String... addresses) {
        return new GuardedDialer(PrivateHosts.parse(privateHosts), MailTrust.system(), SHORT, _ -> {
            var resolved = new InetAddress[addresses.length];
            for (int i = 0; i < addresses.length; i++) {
                resolved[i] = InetAddress.ofLiteral(addresses[i]);
            }
            return resolved;
        });
    }
}
