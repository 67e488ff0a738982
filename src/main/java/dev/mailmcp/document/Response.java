package dev.mailmcp.document;

import dev.mailmcp.web.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP/1.1 response as it comes in (RFC 9112): the head first, the body when it is wanted. Strict, since whoever wrote the
 * URL also runs the server: what a lenient reader would mend is refused.
 */
final class Response {
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final int LONGEST_CHUNK_LINE = 256;
    /** Interim responses (RFC 9110 §15.2) before the real one. */
    private static final int MOST_INTERIM = 3;

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( [\\t -~\\x80-\\xff]*)?");
    private static final Pattern FIELD = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([\\t -~\\x80-\\xff]*)");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,8})[ \\t]*(;.*)?");

    private final InputStream in;
    private final int status;
    private final Headers headers;

    /** It cannot be used. */
    static final class Unusable extends IOException {
        private final Refusal why;

        Unusable(Refusal why) {
            super(why.name());
            this.why = why;
        }

        Refusal why() {
            return why;
        }
    }

    private Response(InputStream in, int status, Headers headers) {
        this.in = in;
        this.status = status;
        this.headers = headers;
    }

    /** @param in buffered */
    static Response head(InputStream in) throws IOException {
        int left = LONGEST_HEAD;
        for (int i = 0; i <= MOST_INTERIM; i++) {
            String first = line(in, left);
            left -= first.length() + 2;
            Matcher status = STATUS.matcher(first);
            if (!status.matches()) {
                throw new Unusable(Refusal.MALFORMED);
            }
            List<Map.Entry<String, String>> fields = new ArrayList<>();
            for (String line = line(in, left); !line.isEmpty(); line = line(in, left)) {
                left -= line.length() + 2;
                Matcher field = FIELD.matcher(line);
                if (!field.matches()) {
                    throw new Unusable(Refusal.MALFORMED);
                }
                fields.add(Map.entry(field.group(1), field.group(2).strip()));
            }
            int code = Integer.parseInt(status.group(1));
            if (code >= 200) {
                return new Response(in, code, new Headers(fields));
            }
        }
        throw new Unusable(Refusal.MALFORMED);
    }

    int status() {
        return status;
    }

    Headers headers() {
        return headers;
    }

    /** @throws Unusable as soon as it is longer than {@code most} bytes, or announced to be */
    byte[] body(int most) throws IOException {
        List<String> codings = headers.all("Transfer-Encoding");
        List<String> lengths = headers.all("Content-Length");
        if (!codings.isEmpty()) {
            // RFC 9112 §6.3: with a length as well, one of the two lies.
            if (codings.size() > 1 || !codings.getFirst().equalsIgnoreCase("chunked") || !lengths.isEmpty()) {
                throw new Unusable(Refusal.MALFORMED);
            }
            return chunks(most);
        }
        if (lengths.isEmpty()) {
            return rest(most);
        }
        if (lengths.size() > 1 || !LENGTH.matcher(lengths.getFirst()).matches()) {
            throw new Unusable(Refusal.MALFORMED);
        }
        long length = Long.parseLong(lengths.getFirst());
        if (length > most) {
            throw new Unusable(Refusal.TOO_LARGE);
        }
        return exactly(Math.toIntExact(length));
    }

    private byte[] chunks(int most) throws IOException {
        var all = new ByteArrayOutputStream();
        while (true) {
            Matcher chunk = CHUNK.matcher(line(in, LONGEST_CHUNK_LINE));
            if (!chunk.matches()) {
                throw new Unusable(Refusal.MALFORMED);
            }
            long length = Long.parseLong(chunk.group(1), 16);
            if (length == 0) {
                return all.toByteArray(); // Trailers mean nothing to us, and the connection ends here.
            }
            if (length > most - all.size()) {
                throw new Unusable(Refusal.TOO_LARGE);
            }
            all.writeBytes(exactly(Math.toIntExact(length)));
            if (!line(in, 0).isEmpty()) {
                throw new Unusable(Refusal.MALFORMED);
            }
        }
    }

    private byte[] rest(int most) throws IOException {
        byte[] body = in.readNBytes(most + 1);
        if (body.length > most) {
            throw new Unusable(Refusal.TOO_LARGE);
        }
        return body;
    }

    private byte[] exactly(int length) throws IOException {
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new Unusable(Refusal.MALFORMED);
        }
        return body;
    }

    /** Up to CRLF, which is not part of it. */
    private static String line(InputStream in, int longest) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\r'; octet = in.read()) {
            if (octet < 0 || octet == '\n' || line.size() >= longest) {
                throw new Unusable(Refusal.MALFORMED);
            }
            line.write(octet);
        }
        if (in.read() != '\n') {
            throw new Unusable(Refusal.MALFORMED);
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
