package dev.mailmcp.web;

import java.net.InetAddress;
import java.util.List;

/**
 * A request as it came, before anything of it is believed.
 *
 * @param method upper case
 * @param path undecoded, without the query
 * @param query the raw query, without the question mark; empty when there is none
 * @param headers names and values in order
 * @param remote the peer's address; a proxy's, when there is one
 * @param body not read yet
 */
public record HttpRequest(
        String method, String path, String query, Headers headers, InetAddress remote, RequestBody body) {

    /** The only value of a header; empty when it is missing or stands there twice. */
    public java.util.Optional<String> header(String name) {
        List<String> all = headers.all(name);
        return all.size() == 1 ? java.util.Optional.of(all.getFirst()) : java.util.Optional.empty();
    }
}
