package dev.mailmcp.dial;

import dev.mailmcp.value.InvalidValue;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mail servers inside the operator's network that may be reached though their addresses are for special use. */
public final class PrivateHosts {
    /** Nothing but public addresses. */
    public static final PrivateHosts NONE = new PrivateHosts(List.of());

    private static final Pattern NAME = Pattern.compile("(?!(.*\\.)?\\d+$)[a-z0-9_]([a-z0-9._-]{0,252})");
    private static final Pattern WITH_PORT = Pattern.compile("(?:\\[([^\\]]+)]|([^:]+)):(\\d{1,5})");

    private final List<Entry> entries;

    private PrivateHosts(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** A host by name, or by the block its address must be in; on one port or on any. */
    private record Entry(String name, Optional<Cidr> block, OptionalInt port) {
        boolean covers(String host, InetAddress address, int toPort) {
            return (port.isEmpty() || port.getAsInt() == toPort)
                    && (block.isPresent() ? block.get().contains(address) : name.equals(host));
        }
    }

    /**
     * Reads the setting {@code ALLOW_PRIVATE_HOSTS}: host names, addresses and CIDR blocks, separated by commas, each with an
     * optional {@code :port} that restricts it ({@code mail.lan, 10.0.0.0/8, 127.0.0.1:1143, [::1]:143}).
     *
     * @throws InvalidValue naming the entry by its position
     */
    public static PrivateHosts parse(String setting) {
        List<Entry> entries = new ArrayList<>();
        int position = 0;
        for (String part : setting.split(",", -1)) {
            position++;
            String text = part.strip().toLowerCase(Locale.ROOT);
            if (text.isEmpty() && setting.isBlank()) {
                break;
            }
            try {
                entries.add(entry(text));
            } catch (InvalidValue e) {
                throw new InvalidValue("entry " + position + " is " + e.getMessage());
            }
        }
        return new PrivateHosts(entries);
    }

    /** Whether a connection to a host that resolved to this address is the operator's wish. */
    boolean allow(String host, InetAddress address, int port) {
        return entries.stream().anyMatch(entry -> entry.covers(bare(host), address, port));
    }

    private static Entry entry(String text) {
        Matcher withPort = WITH_PORT.matcher(text);
        if (withPort.matches()) {
            int port = Integer.parseInt(withPort.group(3));
            if (port < 1 || port > 65535) {
                throw new InvalidValue("not a port: 1 to 65535");
            }
            String host = withPort.group(1) == null ? withPort.group(2) : withPort.group(1);
            return host(host, OptionalInt.of(port));
        }
        return host(text, OptionalInt.empty());
    }

    private static Entry host(String text, OptionalInt port) {
        if (text.contains("/") || Cidr.isLiteral(text)) {
            return new Entry("", Optional.of(Cidr.parse(text)), port);
        }
        if (!NAME.matcher(text).matches()) {
            throw new InvalidValue("not a host, address or CIDR block: write mail.lan, 10.0.0.5 or 10.0.0.0/8,"
                    + " with commas between them");
        }
        return new Entry(bare(text), Optional.empty(), port);
    }

    /** {@code mail.lan.} and {@code mail.lan} are one host. */
    private static String bare(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
