package dev.mailmcp.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.blackbox.Client;
import dev.mailmcp.blackbox.Person;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A deployment that runs already, by properties: {@code deployment.base-url}; {@code .client-id} and {@code .client-secret} of a
 * generated client, whose {@code .redirect-uri} is on loopback; {@code .address} and {@code .password} of a mailbox that it
 * serves; {@code .stranger-id} and {@code .stranger-secret} of another client, which may be missing where clients register
 * themselves; and {@code .state=none} where it keeps none.
 */
final class Given {
    private Given() {}

    static Target target(String name) {
        String base = property("base-url");
        String redirect = System.getProperty("deployment.redirect-uri", Client.LOOPBACK);
        var client = new Client(property("client-id"), property("client-secret"), redirect);
        Client stranger = System.getProperty("deployment.stranger-id") == null
                ? registered(base, redirect)
                : new Client(property("stranger-id"), property("stranger-secret"), redirect);
        boolean state = !System.getProperty("deployment.state", "").equals("none");
        Person person = Person.of("Test", property("address"), property("password"));
        return new Target(name, base, client, stranger, person, state, Optional.empty());
    }

    private static String property(String name) {
        String value = System.getProperty("deployment." + name);
        if (value == null) {
            throw new IllegalStateException("-Ddeployment." + name + " is missing");
        }
        return value;
    }

    private static Client registered(String base, String redirect) {
        JsonNode made = Call.json(
                        base + "/oauth/register",
                        Json.write(Map.of(
                                "redirect_uris", List.of(redirect),
                                "client_name", "Stranger",
                                "token_endpoint_auth_method", "none")))
                .send()
                .json();
        return new Client(made.required("client_id").asText(), "", redirect);
    }
}
