package dev.mailmcp.bench;

import dev.mailmcp.blackbox.MailSite;
import dev.mailmcp.blackbox.Person;
import dev.mailmcp.testserver.TestTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/** The mail servers as somebody reaches them by hand, over TLS. */
final class RawServers {
    private final int imapPort;
    private final int smtpPort;
    private final SSLContext tls;

    RawServers(int imapPort, int smtpPort, Path trustedCa) throws IOException {
        this.imapPort = imapPort;
        this.smtpPort = smtpPort;
        this.tls = TestTls.trusting(trustedCa);
    }

    static RawServers of(MailSite site) throws IOException {
        return new RawServers(site.imapPort(), site.smtpPort(), site.trustedCa().orElseThrow());
    }

    /** Logged in, no mailbox selected. */
    RawSession login(Person person) {
        return RawSession.over(socket(imapPort), person.username(), person.password());
    }

    /** Logged in, INBOX selected. */
    RawSession inbox(Person person) {
        RawSession raw = login(person);
        raw.command("SELECT INBOX");
        return raw;
    }

    /** Sends one message over a connection of its own, which is how submission servers are spoken to. */
    void submit(Person from, String to, byte[] message) {
        try (Socket socket = socket(smtpPort)) {
            new RawSubmission(socket).send(from, to, message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Socket socket(int port) {
        try {
            Socket socket = tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
