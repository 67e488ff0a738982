package dev.mailmcp.web;

import java.util.Locale;

/**
 * Which names a request may call us by. A page of another site can make its own name point to this machine (DNS rebinding);
 * the browser then takes us for that site, sends no foreign Origin with what it reads, and is betrayed by the Host header alone.
 * So a server for this machine only answers to loopback names. A public one stands behind a proxy that may call it anything.
 * MCP, Streamable HTTP, security.
 */
final class HostPolicy {
    private final boolean loopbackOnly;

    HostPolicy(BaseUrl baseUrl) {
        this.loopbackOnly = baseUrl.isLoopback();
    }

    /** Whether to go on. A request without a Host comes from no browser. */
    boolean allows(HttpRequest request) {
        return !loopbackOnly || request.headers().all("Host").stream().allMatch(HostPolicy::isLoopback);
    }

    /** Any port: it may be mapped on the way. */
    private static boolean isLoopback(String host) {
        return Loopback.isOrigin("http://" + host.toLowerCase(Locale.ROOT));
    }
}
