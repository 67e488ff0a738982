package dev.mailmcp.dial;

import dev.mailmcp.value.InvalidValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Which certificate authorities may vouch for a mail server: the system's, and the operator's own. */
public final class MailTrust {
    /** Made when the first server is dialled: reading the system's authorities takes longer than anything else at start. */
    private volatile Optional<SSLContext> context = Optional.empty();

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Certificate> extra;

    private MailTrust(Collection<? extends Certificate> extra) {
        this.extra = List.copyOf(extra);
    }

    private static SSLContext context(Collection<? extends Certificate> extra)
            throws GeneralSecurityException, IOException {
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null, null);
        int n = 0;
        for (X509Certificate system : systemAnchors()) {
            anchors.setCertificateEntry("system" + n++, system);
        }
        for (Certificate own : extra) {
            anchors.setCertificateEntry("own" + n++, own);
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers(anchors), null);
        return context;
    }

    /** The system's authorities alone. */
    public static MailTrust system() {
        return new MailTrust(List.of());
    }

    /**
     * The system's authorities and those of a PEM file (setting {@code MAIL_TRUST_CA}).
     *
     * @throws InvalidValue when the file cannot be read or holds no certificate
     */
    public static MailTrust with(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new InvalidValue("the file of certificate authorities holds no certificate: it needs PEM blocks"
                        + " that begin with -----BEGIN CERTIFICATE-----");
            }
            return new MailTrust(certificates);
        } catch (IOException e) {
            throw new InvalidValue("the file of certificate authorities cannot be read: check its path and rights");
        } catch (GeneralSecurityException e) {
            throw new InvalidValue("the file of certificate authorities is not in PEM form");
        }
    }

    SSLSocketFactory sockets() {
        return context.orElseGet(this::made).getSocketFactory();
    }

    /** Once; when it fails the next one tries again. */
    private SSLContext made() {
        lock.lock();
        try {
            SSLContext made = context.isPresent() ? context.get() : context(extra);
            context = Optional.of(made);
            return made;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the JDK has no usable TLS", e);
        } finally {
            lock.unlock();
        }
    }

    private static List<X509Certificate> systemAnchors() throws GeneralSecurityException {
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager x509) {
                return List.of(x509.getAcceptedIssuers());
            }
        }
        return List.of();
    }

    private static TrustManager[] managers(@Nullable KeyStore anchors) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        return factory.getTrustManagers();
    }
}
