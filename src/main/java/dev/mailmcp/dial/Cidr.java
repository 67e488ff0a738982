package dev.mailmcp.dial;

import dev.mailmcp.value.InvalidValue;
import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * A block of addresses (RFC 4632 §3.1, RFC 4291 §2.3).
 *
 * @param network in its literal form; bits past the prefix are ignored
 * @param prefix how many leading bits count
 */
public record Cidr(InetAddress network, int prefix) {
    private static final Pattern LITERAL =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    public Cidr {
        if (prefix < 0 || prefix > network.getAddress().length * 8) {
            throw new InvalidValue("a prefix length is 0 to 32 for IPv4 and 0 to 128 for IPv6");
        }
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or a single address. Never asks a name server.
     *
     * @throws InvalidValue when it is neither
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (!isLiteral(address)) {
            throw new InvalidValue("not an IP address: write it like 10.0.0.1, 10.0.0.0/8 or fd00::/8");
        }
        try {
            InetAddress network = InetAddress.ofLiteral(address);
            int bits = network.getAddress().length * 8;
            return new Cidr(network, slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1)));
        } catch (InvalidValue e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InvalidValue("not an IP address or block: write it like 10.0.0.1, 10.0.0.0/8 or fd00::/8");
        }
    }

    /** Whether it looks like an address, which no name does. */
    public static boolean isLiteral(String text) {
        return LITERAL.matcher(text).matches();
    }

    /** Whether an address, of the same family, is in the block. */
    public boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] theirs = address.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
