package dev.mailmcp.dial;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Function;

/** The real dialer with names that a test makes up. */
public final class StubbedDialer {
    private StubbedDialer() {}

    /** @param names gives the addresses of a host, as literals; none for a host that is not known */
    public static GuardedDialer of(
            PrivateHosts allowed, MailTrust trust, DialTimeouts timeouts, Function<String, List<String>> names) {
        return new GuardedDialer(allowed, trust, timeouts, host -> {
            List<String> literals = names.apply(host);
            if (literals.isEmpty()) {
                throw new UnknownHostException(host);
            }
            return literals.stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
        });
    }
}
