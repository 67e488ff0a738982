package dev.mailmcp.account;

import dev.mailmcp.value.InvalidValue;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a mail server listens.
 *
 * @param host a DNS name or an IP address literal (IPv6 without brackets), lower case
 * @param port 1 to 65535
 */
public record Endpoint(String host, int port, TransportSecurity security) {
    private static final Pattern HOST = Pattern.compile("[a-z0-9_]([a-z0-9._-]{0,252})|[0-9a-f:.]{2,45}");

    public Endpoint {
        host = host.toLowerCase(Locale.ROOT);
        if (!HOST.matcher(host).matches()) {
            throw new InvalidValue("not a host name: letters, digits, dots and hyphens only");
        }
        if (port < 1 || port > 65535) {
            throw new InvalidValue("a port is a number from 1 to 65535");
        }
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port + " (" + security.word() + ")";
    }
}
