package dev.mailmcp.bench;

import dev.mailmcp.blackbox.MailSite;
import dev.mailmcp.blackbox.Person;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The mail servers as somebody reaches them by hand, over TLS. */
final class RawServers {
    private final int imapPort;
    private final int smtpPort;
    private final SSLContext tls;

    RawServers(int imapPort, int smtpPort, Path trustedCa) {
        this.imapPort = imapPort;
        this.smtpPort = smtpPort;
        this.tls = trusting(trustedCa);
    }

    static RawServers of(MailSite site) {
        return new RawServers(
                site.imapPort(), site.smtpPort(), site.trustedCa().orElseThrow());
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

    private static SSLContext trusting(Path ca) {
        try (var in = Files.newInputStream(ca)) {
            KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
            anchors.load(null, null);
            anchors.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(anchors);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
