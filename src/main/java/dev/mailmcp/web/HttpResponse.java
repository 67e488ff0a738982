package dev.mailmcp.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What a handler answers. */
public record HttpResponse(int status, Headers headers, Body body) {
    /** What follows the headers. */
    public sealed interface Body {}

    /** Content that is there as a whole. */
    public record Bytes(byte[] content) implements Body {}

    /**
     * Content written as it is made; writes wait for a slow reader.
     *
     * @param length in octets, or -1 when it is not known before
     */
    public record Streamed(long length, Writer writer) implements Body {}

    /** Writes a body; a failure cuts the connection, so that the peer never takes a part for the whole. */
    @FunctionalInterface
    public interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Without a body. */
    public static HttpResponse empty(int status) {
        return new HttpResponse(status, Headers.NONE, new Bytes(new byte[0]));
    }

    /** @param json in UTF-8 */
    public static HttpResponse json(int status, byte[] json) {
        return new HttpResponse(status, Headers.of("Content-Type", "application/json"), new Bytes(json));
    }

    /** A page in UTF-8. */
    public static HttpResponse html(int status, String html) {
        return new HttpResponse(
                status,
                Headers.of("Content-Type", "text/html;charset=utf-8"),
                new Bytes(html.getBytes(StandardCharsets.UTF_8)));
    }

    /** This response with one more header, replacing any of that name. */
    public HttpResponse with(String name, String value) {
        return new HttpResponse(status, headers.with(name, value), body);
    }

    /** This response with more headers, replacing any of their names. */
    public HttpResponse with(Headers more) {
        HttpResponse response = this;
        for (var field : more.fields()) {
            response = response.with(field.getKey(), field.getValue());
        }
        return response;
    }
}
