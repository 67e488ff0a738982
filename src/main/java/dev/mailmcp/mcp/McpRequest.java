package dev.mailmcp.mcp;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One POST to the MCP endpoint, from a caller already known.
 *
 * @param headers all values of a header by its name, without regard to case
 * @param body the undecoded body, at most {@link #MAX_BODY} bytes
 */
public record McpRequest(Function<String, List<String>> headers, byte[] body) {
    /** The largest body taken, in bytes. */
    public static final int MAX_BODY = 1 << 20;

    private static final Pattern JSON =
            Pattern.compile("(?i)application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?;?");

    /**
     * A header's value without surrounding white space. Proxies are known to send a header twice: equal copies count as one,
     * different ones are joined and so match nothing.
     */
    Optional<String> header(String name) {
        List<String> values = headers.apply(name).stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
    }

    /** {@link #header} for a value without commas, whose copies proxies are also known to join with one. */
    Optional<String> plainHeader(String name) {
        return header(name).map(value -> {
            List<String> copies = Arrays.stream(value.split(",", -1))
                    .map(String::strip)
                    .distinct()
                    .toList();
            return copies.size() == 1 ? copies.getFirst() : value;
        });
    }

    /** All values of a header, as they came. */
    List<String> all(String name) {
        return headers.apply(name);
    }

    /** The media type of every message (MCP, Streamable HTTP); a charset may stand there as long as it is UTF-8 (RFC 8259 §8.1). */
    void requireJson() throws RpcError {
        if (!JSON.matcher(header("Content-Type").orElse("")).matches()) {
            throw RpcError.notJson();
        }
    }
}
