package dev.mailmcp.mail.mime;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Decodes transfer encodings (RFC 2045 §6). */
public final class TransferDecoding {
    private TransferDecoding() {}

    /** A sink for encoded bytes; close flushes the tail. */
    public static OutputStream decoding(OutputStream decodedSink, String transferEncoding) {
        return new ByteArrayOutputStream() {
            @Override
            public void close() throws IOException {
                try (var in = MimeUtility.decode(new ByteArrayInputStream(toByteArray()), transferEncoding)) {
                    in.transferTo(decodedSink);
                } catch (MessagingException e) {
                    throw new UncheckedIOException(new IOException(e));
                }
            }
        };
    }
}
