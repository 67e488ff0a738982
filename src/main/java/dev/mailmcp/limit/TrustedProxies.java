package dev.mailmcp.limit;

import dev.mailmcp.dial.Cidr;
import dev.mailmcp.value.InvalidValue;
import dev.mailmcp.web.HttpRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where requests come from, for limits and for the audit log and for nothing else. {@code X-Forwarded-For} is a list that each
 * proxy adds its peer to, so what stands left of the first hop that is not ours is whatever the caller wrote there.
 *
 * @param blocks where the operator's own proxies are
 */
public record TrustedProxies(List<Cidr> blocks) {
    /** The peer is the caller. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    public TrustedProxies {
        blocks = List.copyOf(blocks);
    }

    /**
     * Reads addresses and CIDR blocks, with commas between them.
     *
     * @throws InvalidValue naming the entry by its position
     */
    public static TrustedProxies parse(String setting) {
        List<Cidr> blocks = new ArrayList<>();
        for (String text : setting.split(",", -1)) {
            try {
                blocks.add(Cidr.parse(text.strip()));
            } catch (InvalidValue e) {
                throw new InvalidValue("entry " + (blocks.size() + 1) + ": " + e.getMessage());
            }
        }
        return new TrustedProxies(blocks);
    }

    /** The nearest address that is not one of our proxies'; the farthest proxy's where nothing readable stands behind it. */
    public InetAddress caller(HttpRequest request) {
        InetAddress nearest = request.remote();
        List<String> hops = request.headers().all("X-Forwarded-For").stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .toList();
        for (String hop : hops.reversed()) {
            String text = hop.strip();
            if (!trust(nearest) || !Cidr.isLiteral(text)) {
                return nearest;
            }
            try {
                nearest = InetAddress.ofLiteral(text);
            } catch (IllegalArgumentException _) {
                return nearest;
            }
        }
        return nearest;
    }

    private boolean trust(InetAddress address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }
}
