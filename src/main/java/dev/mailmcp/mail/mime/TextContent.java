package dev.mailmcp.mail.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text part as people read it, whatever its sender declared. */
public final class TextContent {
    private static final Pattern META_CHARSET =
            Pattern.compile("<meta[^>]{0,200}charset\\s*=\\s*[\"']?([A-Za-z0-9_:.-]{2,40})", Pattern.CASE_INSENSITIVE);

    private TextContent() {}

    /**
     * @param text line ends are {@code \n}, NUL is gone
     * @param warnings what was wrong with it, one sentence each
     */
    public record Decoded(String text, List<String> warnings) {
        public Decoded {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Undoes transfer encoding and charset; never throws.
     *
     * @param charset as declared; empty when it was not. Bytes that are valid UTF-8 win over a declared single-byte charset.
     */
    public static Decoded decode(byte[] body, String transferEncoding, String charset) {
        byte[] bytes = transferDecoded(body, transferEncoding);
        List<String> warnings = new ArrayList<>();
        String text = text(bytes, charset, warnings);
        return new Decoded(text.replace("\r\n", "\n").replace('\r', '\n').replace("\0", ""), warnings);
    }

    /** Joins the soft line breaks of {@code format=flowed} (RFC 3676 §4); {@code delsp} as its parameter says. */
    public static String unflow(String text, boolean delsp) {
        var out = new StringBuilder(text.length());
        String quoted = "";
        boolean flowing = false;
        for (String line : text.split("\n", -1)) {
            int depth = 0;
            while (depth < line.length() && line.charAt(depth) == '>') {
                depth++;
            }
            String quote = line.substring(0, depth);
            String content = line.substring(depth);
            content = content.startsWith(" ") ? content.substring(1) : content; // Space-stuffing, §4.4.
            boolean signature = content.equals("-- ");
            if (flowing && quote.equals(quoted) && !signature) {
                out.append(content);
            } else {
                out.append(out.isEmpty() ? "" : "\n")
                        .append(quote)
                        .append(quote.isEmpty() ? "" : " ")
                        .append(content);
            }
            flowing = content.endsWith(" ") && !signature;
            if (flowing && delsp) {
                out.setLength(out.length() - 1);
            }
            quoted = quote;
        }
        return out.toString();
    }

    private static byte[] transferDecoded(byte[] body, String transferEncoding) {
        var decoded = new ByteArrayOutputStream(body.length);
        try (OutputStream sink = TransferDecoding.decoding(decoded, transferEncoding)) {
            sink.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // Memory does not fail.
        }
        return decoded.toByteArray();
    }

    private static String text(byte[] bytes, String declared, List<String> warnings) {
        Optional<Charset> charset = declared.isBlank() ? inMeta(bytes) : Charsets.named(declared);
        if (!declared.isBlank() && charset.isEmpty()) {
            warnings.add("The text declares a charset that is not known here; it was guessed.");
        }
        boolean anyBytes = charset.map(
                        known -> known.name().startsWith("windows-125") || known.equals(StandardCharsets.UTF_8))
                .orElse(true);
        if (anyBytes) {
            Optional<String> utf8 = Charsets.utf8(bytes);
            if (utf8.isPresent()) {
                return utf8.get();
            }
        }
        if (charset.isEmpty() || charset.get().equals(StandardCharsets.UTF_8)) {
            if (charset.isPresent()) {
                warnings.add("The text declares UTF-8 but is not; it was read as windows-1252.");
            }
            return Charsets.guess(bytes);
        }
        Charsets.Loose loose = Charsets.loose(bytes, charset.get());
        if (loose.damaged()) {
            warnings.add("Some characters of the text could not be decoded.");
        }
        return loose.text();
    }

    private static Optional<Charset> inMeta(byte[] bytes) {
        Matcher meta =
                META_CHARSET.matcher(new String(bytes, 0, Math.min(bytes.length, 4096), StandardCharsets.ISO_8859_1));
        return meta.find() ? Charsets.named(meta.group(1)) : Optional.empty();
    }
}
