package dev.mailmcp.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parameters of a query or a form body, in {@code application/x-www-form-urlencoded}. Strict: malformed percent-encoding and
 * invalid UTF-8 are errors, not question marks.
 */
public final class Form {
    /** More parameters than any honest request has. */
    static final int MOST_PARAMETERS = 50;

    // RFC 6749 appendix B: in UTF-8, whatever the default of the media type may once have been.
    private static final Pattern TYPE =
            Pattern.compile("(?i)application/x-www-form-urlencoded\\s*(;\\s*charset=\"?utf-8\"?\\s*)?");

    private final Map<String, List<String>> values;

    private Form(Map<String, List<String>> values) {
        this.values = values;
    }

    /** Whether the one Content-Type of a request says that its body is a form. */
    public static boolean isBodyOf(HttpRequest request) {
        return TYPE.matcher(request.header("Content-Type").orElse("")).matches();
    }

    /** @throws Malformed when a body cannot be read. */
    public static Form parse(byte[] body) throws Malformed {
        return parse(strict(body, body.length));
    }

    /** @throws Malformed when it cannot be read. */
    public static Form parse(String encoded) throws Malformed {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (encoded.isEmpty()) {
            return new Form(values);
        }
        String[] pairs = encoded.split("&", -1);
        if (pairs.length > MOST_PARAMETERS) {
            throw new Malformed("too many parameters");
        }
        for (String pair : pairs) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }
        return new Form(values);
    }

    /** The only value of a parameter. OAuth 2.1: an empty value counts as absent. Check {@link #repeated} first. */
    public Optional<String> one(String name) {
        return values.getOrDefault(name, List.of()).stream().findFirst().filter(value -> !value.isEmpty());
    }

    /** Every value of a parameter, in order, empty ones too. */
    public List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    /** The first of the given parameters that stands there more than once. */
    public Optional<String> repeated(Iterable<String> names) {
        for (String name : names) {
            if (values.getOrDefault(name, List.of()).size() > 1) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /** Of all parameters, in the order in which they first stand there. */
    public Iterable<String> names() {
        return List.copyOf(values.keySet());
    }

    /** Whether the parameter is there at all, with a value or without. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Percent-decoding with {@code +} as space, in strict UTF-8. */
    public static String decode(String encoded) throws Malformed {
        byte[] in = encoded.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int length = 0;
        for (int i = 0; i < in.length; i++) {
            byte octet = in[i];
            if (octet == '+') {
                octet = ' ';
            } else if (octet == '%') {
                int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
                int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw new Malformed("malformed percent-encoding");
                }
                octet = (byte) (high << 4 | low);
                i += 2;
            }
            out[length++] = octet;
        }
        return strict(out, length);
    }

    private static String strict(byte[] utf8, int length) throws Malformed {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8, 0, length))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new Malformed("not valid UTF-8");
        }
    }

    /** Parameters that cannot be read: 400. The message names no value. */
    public static final class Malformed extends Exception {
        public Malformed(String message) {
            super(message);
        }
    }

    @Override
    public String toString() {
        return "Form" + values.keySet(); // Values may be passwords.
    }
}
