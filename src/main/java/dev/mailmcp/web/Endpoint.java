package dev.mailmcp.web;

import java.util.List;

/** A bean with routes. All of them together are the server's surface. */
public interface Endpoint {
    List<Route> routes();
}
