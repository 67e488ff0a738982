package dev.mailmcp.mail.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Decodes text parts. */
public final class TextContent {
    private TextContent() {}

    /** The text and what could not be read of it. */
    public record Decoded(String text, List<String> warnings) {}

    public static Decoded decode(byte[] body, String transferEncoding, String charset) {
        var out = new ByteArrayOutputStream();
        try (var decoding = TransferDecoding.decoding(out, transferEncoding)) {
            decoding.write(body);
        } catch (IOException e) {
            return new Decoded("", List.of(String.valueOf(e.getMessage())));
        }
        Charset known =
                charset.isEmpty() || !Charset.isSupported(charset) ? StandardCharsets.UTF_8 : Charset.forName(charset);
        return new Decoded(new String(out.toByteArray(), known), List.of());
    }
}
