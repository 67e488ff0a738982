package dev.mailmcp.dial;

import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.dial.DialException.Kind;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Connects to hosts that someone else chose. The name is resolved once, every address it has is checked, and the connection
 * goes to a checked address: a name server cannot answer differently in between. Each connection is checked afresh.
 */
@Singleton
public final class GuardedDialer {
    private static final int MOST_ADDRESSES = 4;
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final PrivateHosts privateHosts;
    private final MailTrust trust;
    private final DialTimeouts timeouts;
    private final Resolver resolver;

    /** Asks the name service. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    @Inject
    public GuardedDialer(PrivateHosts privateHosts, MailTrust trust, DialTimeouts timeouts) {
        this(privateHosts, trust, timeouts, InetAddress::getAllByName);
    }

    GuardedDialer(PrivateHosts privateHosts, MailTrust trust, DialTimeouts timeouts, Resolver resolver) {
        this.privateHosts = privateHosts;
        this.trust = trust;
        this.timeouts = timeouts;
        this.resolver = resolver;
    }

    /**
     * Connects, with TCP_NODELAY and without a read timeout.
     *
     * @return a TLS socket, its handshake done and its name verified, for {@link TransportSecurity#TLS}; a plain one
     *     otherwise, which for STARTTLS must go through {@link #startTls} before a credential is sent
     * @throws DialException always says why
     */
    public Socket connect(Endpoint endpoint) {
        Socket plain = open(endpoint, checked(endpoint));
        return endpoint.security() == TransportSecurity.TLS ? startTls(plain, endpoint) : plain;
    }

    /**
     * Upgrades a connection that {@link #connect} made; on failure the socket is closed. The host as entered is the name that
     * the certificate must carry (RFC 6125, RFC 7817 §3).
     *
     * @throws DialException of kind TLS or TIMEOUT
     */
    public SSLSocket startTls(Socket plain, Endpoint endpoint) {
        Deadline deadline = Deadline.on(plain, timeouts.tls());
        try (deadline) {
            SSLSocket tls = (SSLSocket) trust.sockets().createSocket(plain, endpoint.host(), endpoint.port(), true);
            tls.setEnabledProtocols(PROTOCOLS);
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
            tls.startHandshake();
            return tls;
        } catch (IOException e) {
            quietlyClose(plain);
            if (deadline.passed() || e instanceof SocketTimeoutException) {
                throw new DialException(Kind.TIMEOUT, name(endpoint) + " did not finish the TLS handshake in time", e);
            }
            throw new DialException(Kind.TLS, name(endpoint) + ": " + tlsReason(e), e);
        } catch (RuntimeException e) {
            quietlyClose(plain);
            throw e;
        }
    }

    private List<InetAddress> checked(Endpoint endpoint) {
        List<InetAddress> addresses;
        try {
            addresses = List.of(resolver.resolve(endpoint.host()));
        } catch (UnknownHostException e) {
            throw new DialException(Kind.UNRESOLVED, "the host " + endpoint.host() + " is not known", e);
        }
        if (addresses.isEmpty()) {
            throw new DialException(Kind.UNRESOLVED, "the host " + endpoint.host() + " has no address");
        }
        boolean named = true;
        for (InetAddress address : addresses) {
            boolean allowed = privateHosts.allow(endpoint.host(), address, endpoint.port());
            named &= allowed;
            SpecialUse.of(address).filter(_ -> !allowed).ifPresent(kind -> {
                throw new DialException(
                        Kind.REFUSED_ADDRESS,
                        name(endpoint) + " leads to a " + kind
                                + " address, which this server does not connect to unless"
                                + " its operator lists the host in ALLOW_PRIVATE_HOSTS");
            });
        }
        if (endpoint.security() == TransportSecurity.NONE && !named) {
            throw new DialException(
                    Kind.REFUSED_ADDRESS,
                    name(endpoint) + " would be spoken to without TLS, which needs the host in ALLOW_PRIVATE_HOSTS");
        }
        return addresses.subList(0, Math.min(MOST_ADDRESSES, addresses.size()));
    }

    private Socket open(Endpoint endpoint, List<InetAddress> addresses) {
        // Shared out, so that a first address that swallows packets leaves time for the next.
        Duration each = timeouts.connect().dividedBy(addresses.size());
        IOException last = new IOException("no address");
        for (InetAddress address : addresses) {
            Socket socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.connect(
                        new InetSocketAddress(address, endpoint.port()), Math.max(1, Math.toIntExact(each.toMillis())));
                return socket;
            } catch (IOException e) {
                quietlyClose(socket);
                last = e;
            }
        }
        if (last instanceof SocketTimeoutException) {
            throw new DialException(Kind.TIMEOUT, name(endpoint) + " did not take the connection in time", last);
        }
        throw new DialException(Kind.UNREACHABLE, name(endpoint) + " cannot be reached", last);
    }

    private static String tlsReason(Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 10; cause = cause.getCause(), depth++) {
            if (cause instanceof CertificateExpiredException) {
                return "its certificate has expired";
            }
            if (cause instanceof CertPathBuilderException) {
                return "its certificate is not signed by an authority this server trusts";
            }
            if (cause instanceof CertificateException && cause.getCause() == null) {
                return "its certificate is not for this host name";
            }
        }
        return "the TLS handshake failed; the port may not speak TLS";
    }

    private static String name(Endpoint endpoint) {
        return endpoint.host() + ":" + endpoint.port();
    }

    private static void quietlyClose(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It was of no use anyway.
        }
    }
}
