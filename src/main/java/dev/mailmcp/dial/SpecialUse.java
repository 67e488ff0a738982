package dev.mailmcp.dial;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells which addresses are for special use: the IANA special-purpose registries (RFC 6890 and its updates), multicast, and
 * IPv6 addresses that carry such an IPv4 address. No public mail server stands at one of them.
 */
final class SpecialUse {
    private static final List<Map.Entry<Cidr, String>> BLOCKS = List.of(
            block("0.0.0.0/8", "unspecified"),
            block("10.0.0.0/8", "private"),
            block("100.64.0.0/10", "shared (carrier-grade NAT)"),
            block("127.0.0.0/8", "loopback"),
            block("169.254.0.0/16", "link-local"),
            block("172.16.0.0/12", "private"),
            block("192.0.0.0/24", "protocol assignment"),
            block("192.0.2.0/24", "documentation"),
            block("192.31.196.0/24", "AS112"),
            block("192.52.193.0/24", "AMT"),
            block("192.88.99.0/24", "6to4 relay"),
            block("192.168.0.0/16", "private"),
            block("192.175.48.0/24", "AS112"),
            block("198.18.0.0/15", "benchmarking"),
            block("198.51.100.0/24", "documentation"),
            block("203.0.113.0/24", "documentation"),
            block("224.0.0.0/4", "multicast"),
            block("255.255.255.255/32", "broadcast"),
            block("240.0.0.0/4", "reserved"),
            block("::/128", "unspecified"),
            block("::1/128", "loopback"),
            block("::/96", "IPv4-compatible"),
            block("64:ff9b:1::/48", "local-use NAT64"),
            block("100::/64", "discard"),
            block("100:0:0:1::/64", "dummy prefix"),
            block("2001::/32", "Teredo"),
            block("2001::/23", "protocol assignment"),
            block("2001:db8::/32", "documentation"),
            block("2002::/16", "6to4"),
            block("2620:4f:8000::/48", "AS112"),
            block("3fff::/20", "documentation"),
            block("5f00::/16", "segment routing"),
            block("fc00::/7", "private"),
            block("fe80::/10", "link-local"),
            block("fec0::/10", "site-local"),
            block("ff00::/8", "multicast"));

    private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");
    private static final Cidr GLOBAL_UNICAST = Cidr.parse("2000::/3");

    private SpecialUse() {}

    /** The kind of special use, or empty for an ordinary public address. */
    static Optional<String> of(InetAddress address) {
        for (Map.Entry<Cidr, String> block : BLOCKS) {
            if (block.getKey().contains(address)) {
                return Optional.of(block.getValue());
            }
        }
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return Optional.empty();
        }
        if (isMapped(bytes)) {
            return of(ipv4(bytes, 12));
        }
        if (NAT64.contains(address)) {
            return of(ipv4(bytes, 12)).map(kind -> kind + " behind NAT64");
        }
        if (isIsatap(bytes)) {
            return of(ipv4(bytes, 12)).map(kind -> kind + " behind ISATAP");
        }
        return GLOBAL_UNICAST.contains(address) ? Optional.empty() : Optional.of("unassigned");
    }

    /** RFC 4291 §2.5.5.2. Java folds these into IPv4 addresses by itself, but not in every way of making one. */
    private static boolean isMapped(byte[] bytes) {
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[10] == (byte) 0xff && bytes[11] == (byte) 0xff;
    }

    /** RFC 5214 §6.1: the interface identifier is 0000:5efe or 0200:5efe and an IPv4 address. */
    private static boolean isIsatap(byte[] bytes) {
        return (bytes[8] & ~0x02) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe;
    }

    private static InetAddress ipv4(byte[] bytes, int offset) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, offset, offset + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static Map.Entry<Cidr, String> block(String cidr, String kind) {
        return Map.entry(Cidr.parse(cidr), kind);
    }
}
