package dev.mailmcp.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.blackbox.Client;
import dev.mailmcp.blackbox.Person;
import java.util.Optional;

/**
 * A running deployment and what the suite needs to try it.
 *
 * @param base its address, without a slash at its end
 * @param client generated there, with a redirect URI on loopback
 * @param stranger another client generated there, for the same redirect URI
 * @param person with a mailbox that the client's mail server serves
 * @param keepsState whether it remembers grants: without, no token can end before its time
 * @param inside where the suite started it itself: what can be seen and moved behind it
 */
record Target(
        String name,
        String base,
        Client client,
        Client stranger,
        Person person,
        boolean keepsState,
        Optional<Inside> inside) {
    /** Where a client registers itself; empty when none may. */
    Optional<String> registration() {
        return named("registration_endpoint");
    }

    Optional<String> revocation() {
        return named("revocation_endpoint");
    }

    private Optional<String> named(String endpoint) {
        return Optional.ofNullable(metadata().get(endpoint)).map(JsonNode::asText);
    }

    JsonNode metadata() {
        return Call.get(at("/.well-known/oauth-authorization-server")).send().json();
    }

    String at(String path) {
        return base + path;
    }

    @Override
    public String toString() {
        return name;
    }
}
