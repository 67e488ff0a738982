package dev.mailmcp.web;

import java.io.IOException;

/** Answers a request; may block, runs on a virtual thread that is interrupted when the peer goes away. */
@FunctionalInterface
public interface Handler {
    HttpResponse handle(HttpRequest request) throws IOException;
}
