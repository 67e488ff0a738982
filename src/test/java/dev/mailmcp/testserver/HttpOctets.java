package dev.mailmcp.testserver;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Cuts one direction of a connection into its HTTP/1.1 messages (RFC 9112). */
final class HttpOctets {
    private final byte[] octets;
    private int at;

    HttpOctets(byte[] octets) {
        this.octets = octets;
    }

    /** Where the next message begins. */
    int position() {
        return at;
    }

    Optional<HttpMessage> request() {
        return head().map(head -> body(head, false));
    }

    /** The next final response; interim ones are passed over (RFC 9110 §15.2). Not for answers to HEAD. */
    Optional<HttpMessage> response() {
        Optional<HttpMessage> head = head();
        while (head.isPresent() && head.get().word(1).startsWith("1")) {
            head = head();
        }
        return head.map(found -> body(found, hasUnframedBody(found)));
    }

    private static boolean hasUnframedBody(HttpMessage response) {
        String status = response.word(1);
        return !status.equals("204") && !status.equals("304");
    }

    private Optional<HttpMessage> head() {
        int end = indexOf("\r\n\r\n");
        if (end < 0) {
            return Optional.empty();
        }
        String[] lines = new String(octets, at, end - at, StandardCharsets.ISO_8859_1).split("\r\n", -1);
        at = end + 4;
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.merge(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip(),
                    (first, second) -> first + ", " + second);
        }
        return Optional.of(new HttpMessage(lines[0], headers, "", true));
    }

    // RFC 9112 §6.3.
    private HttpMessage body(HttpMessage head, boolean untilTheEnd) {
        if (head.headers().getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return chunked(head);
        }
        String length = head.headers().get("content-length");
        if (length != null) {
            return with(head, take(Integer.parseInt(length)), Integer.parseInt(length));
        }
        return untilTheEnd ? with(head, take(octets.length - at), 0) : head;
    }

    private HttpMessage chunked(HttpMessage head) {
        var body = new ByteArrayOutputStream();
        while (true) {
            int end = indexOf("\r\n");
            if (end < 0) {
                return new HttpMessage(head.startLine(), head.headers(), text(body.toByteArray()), false);
            }
            String size = new String(octets, at, end - at, StandardCharsets.US_ASCII);
            int length = Integer.parseInt(size.split(";", 2)[0].strip(), 16);
            at = end + 2;
            body.writeBytes(take(length));
            at = Math.min(at + 2, octets.length);
            if (length == 0) {
                return new HttpMessage(head.startLine(), head.headers(), text(body.toByteArray()), true);
            }
        }
    }

    private byte[] take(int length) {
        byte[] taken = Arrays.copyOfRange(octets, at, Math.min(at + length, octets.length));
        at += taken.length;
        return taken;
    }

    private static HttpMessage with(HttpMessage head, byte[] body, int wanted) {
        return new HttpMessage(head.startLine(), head.headers(), text(body), body.length >= wanted);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private int indexOf(String pattern) {
        byte[] wanted = pattern.getBytes(StandardCharsets.US_ASCII);
        for (int i = at; i + wanted.length <= octets.length; i++) {
            if (Arrays.equals(octets, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }
}
