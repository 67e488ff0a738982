package dev.mailmcp.limit;

import java.net.InetAddress;
import java.util.HexFormat;

/** Whom an address stands for: an IPv4 address for itself, an IPv6 address for its /64, of which everybody has a whole one. */
final class AddressBlock {
    private AddressBlock() {}

    static String of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(bytes, 0, bytes.length == 4 ? 4 : 8);
    }
}
