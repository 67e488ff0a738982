package dev.mailmcp.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is sent: headers beside those of every POST, and a body. */
record Input(Map<String, String> headers, byte[] body) {
    private static final int SHOWN = 4_000;

    Input {
        headers = Map.copyOf(headers);
    }

    Input withBody(byte[] other) {
        return new Input(headers, other);
    }

    Input withBody(String other) {
        return withBody(other.getBytes(StandardCharsets.UTF_8));
    }

    Input withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Input(more, body);
    }

    Input withoutHeader(String name) {
        Map<String, String> less = new LinkedHashMap<>(headers);
        less.remove(name);
        return new Input(less, body);
    }

    /** Latin-1, so that every octet is a character and back again. */
    String octets() {
        return new String(body, StandardCharsets.ISO_8859_1);
    }

    /** Enough to make it again. */
    @Override
    public String toString() {
        String whole = Base64.getEncoder().encodeToString(body);
        return headers + "\n" + octets().substring(0, Math.min(SHOWN, body.length)) + "\n(" + body.length
                + " octets, in base64: " + whole.substring(0, Math.min(SHOWN, whole.length())) + ")";
    }
}
