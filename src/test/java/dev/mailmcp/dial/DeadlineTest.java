package dev.mailmcp.dial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.testserver.TestCa;
import dev.mailmcp.testserver.TestTls;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class DeadlineTest {
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
    void aWriteToATlsPeerThatStoppedReadingEnds(@TempDir Path folder) throws IOException {
        TestCa ca = TestCa.in(folder);
        // Held on to: a socket that nobody knows any more is closed by the collector, which is not the end meant here.
        var silent = new AtomicReference<Socket>();
        try (var server = TestTls.server(ca.issue("peer"))) {
            Thread.ofVirtual().start(() -> {
                try {
                    var accepted = (SSLSocket) server.accept();
                    silent.set(accepted);
                    accepted.startHandshake(); // And then nothing more.
                } catch (IOException _) {
                    // The client gave up.
                }
            });
            Socket socket = dialer(ca).connect(new Endpoint("localhost", server.getLocalPort(), TransportSecurity.TLS));

            try (var deadline = Deadline.on(socket, Duration.ofMillis(300))) {
                var out = socket.getOutputStream();
                byte[] much = new byte[64 << 20];
                assertThrows(IOException.class, () -> out.write(much));
                assertTrue(deadline.passed());
            }
            silent.get().close();
        }
    }

    @Test
    void aCertificateForAnotherNameIsRefused(@TempDir Path folder) throws IOException {
        TestCa ca = TestCa.in(folder);
        try (var server = TestTls.server(ca.issue("peer"))) {
            Thread.ofVirtual().start(() -> {
                try (var socket = (SSLSocket) server.accept()) {
                    socket.startHandshake();
                } catch (IOException _) {
                    // The client refused.
                }
            });
            var dialer = new GuardedDialer(
                    PrivateHosts.parse("127.0.0.1"), MailTrust.with(ca.pem()), DialTimeouts.DEFAULT, _ ->
                            new java.net.InetAddress[] {java.net.InetAddress.ofLiteral("127.0.0.1")});
            var endpoint = new Endpoint("mail.example.org", server.getLocalPort(), TransportSecurity.TLS);

            var refused = assertThrows(DialException.class, () -> dialer.connect(endpoint));

            assertEquals(DialException.Kind.TLS, refused.kind());
            assertTrue(refused.toString().contains("not for this host name"), refused.toString());
        }
    }

    private static GuardedDialer dialer(TestCa ca) {
        return new GuardedDialer(PrivateHosts.parse("127.0.0.1, ::1"), MailTrust.with(ca.pem()), DialTimeouts.DEFAULT);
    }
}
