package dev.mailmcp.mail.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Undoes content transfer encodings (RFC 2045 §6) as they come, in a few kilobytes of memory whatever the size. */
public final class TransferDecoding {
    private TransferDecoding() {}

    /**
     * A stream to write encoded octets to. It never fails because of what they are: noise is passed over, a bad escape stands
     * for itself. Closing it writes the rest and flushes the sink but does not close it.
     *
     * @param decodedSink gets the decoded octets
     * @param transferEncoding {@code base64}, {@code quoted-printable} or {@code x-uuencode} in any case; octets of any other
     *     encoding pass as they are
     */
    public static OutputStream decoding(OutputStream decodedSink, String transferEncoding) {
        return decoder(decodedSink, transferEncoding);
    }

    /** @param damaged whether octets were met that the encoding does not have, or its end was missing */
    @SuppressWarnings("ArrayRecordComponent") // Handed over once, never compared.
    record Whole(byte[] octets, boolean damaged) {}

    /** Decodes what is small and at hand. */
    static Whole whole(byte[] encoded, String transferEncoding) {
        var octets = new ByteArrayOutputStream(encoded.length);
        DecodingOutput decoder = decoder(octets, transferEncoding);
        try (decoder) {
            decoder.write(encoded);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // An array takes what it is given.
        }
        return new Whole(octets.toByteArray(), decoder.damaged());
    }

    static boolean isBase64(String transferEncoding) {
        return decoder(OutputStream.nullOutputStream(), transferEncoding) instanceof Base64Decoding;
    }

    static DecodingOutput decoder(OutputStream sink, String transferEncoding) {
        return switch (transferEncoding.strip().toLowerCase(Locale.ROOT).replace("\"", "")) {
            case "base64", "base-64", "b" -> new Base64Decoding(sink);
            case "quoted-printable", "quotedprintable", "q" -> new QuotedPrintableDecoding(sink);
            case "x-uuencode", "uuencode", "x-uue", "uue" -> new UuDecoding(sink);
            default -> new Identity(sink);
        };
    }

    /** 7bit, 8bit, binary, and whatever nobody knows. */
    private static final class Identity extends DecodingOutput {
        Identity(OutputStream sink) {
            super(sink);
        }

        @Override
        void take(int octet) throws IOException {
            put(octet);
        }

        @Override
        void finish() {}
    }
}
