package dev.mailmcp.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocketFactory;

/** Octets as no HTTP client would send them. */
final class Wire {
    private Wire() {}

    /**
     * Sends them on a connection of their own.
     *
     * @return all that comes back, headers included, until the server hangs up or is silent for ten seconds
     */
    static String send(String base, String octets) {
        URI uri = URI.create(base);
        boolean tls = uri.getScheme().equals("https");
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
        try (Socket socket = tls
                ? SSLSocketFactory.getDefault().createSocket(uri.getHost(), port)
                : new Socket(uri.getHost(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The status of an answer; 0 for none. */
    static int status(String answer) {
        return answer.matches("(?s)HTTP/1\\.[01] [0-9]{3}.*") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }

    /** An answer without the lines between its chunks (RFC 9112 §7.1), for a body that has no lines itself. */
    static String unchunked(String answer) {
        return answer.replaceAll("\r\n[0-9a-fA-F]+\r\n", "");
    }
}
