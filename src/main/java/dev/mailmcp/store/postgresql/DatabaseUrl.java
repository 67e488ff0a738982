package dev.mailmcp.store.postgresql;

import dev.mailmcp.secret.Secret;
import dev.mailmcp.value.InvalidValue;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the database is, and who we are there.
 *
 * @param url as the driver takes it, without user and password
 */
public record DatabaseUrl(String url, Optional<String> user, Optional<Secret> password) {
    private static final String SCHEME = "jdbc:postgresql://";

    /**
     * Reads {@code jdbc:postgresql://host:port/database?user=…&password=…&…}; whatever else the driver understands is left to it.
     *
     * @throws InvalidValue saying what is wrong, never the value
     */
    public static DatabaseUrl parse(String text) {
        if (!text.startsWith(SCHEME)) {
            throw new InvalidValue("begins with " + SCHEME);
        }
        int question = text.indexOf('?');
        String place = question < 0 ? text : text.substring(0, question);
        if (place.indexOf('@') >= 0) {
            throw new InvalidValue(
                    "has no user before the host: give ?user=…&password=…, or DATABASE_USER and DATABASE_PASSWORD");
        }
        if (!place.substring(SCHEME.length()).matches("[^/]+/[^/]+")) {
            throw new InvalidValue("names a host and a database: " + SCHEME + "host:5432/database");
        }
        List<String> others = new ArrayList<>();
        Optional<String> user = Optional.empty();
        Optional<Secret> password = Optional.empty();
        for (String parameter :
                question < 0 ? new String[0] : text.substring(question + 1).split("&", -1)) {
            if (parameter.startsWith("user=")) {
                user = Optional.of(decoded(parameter));
            } else if (parameter.startsWith("password=")) {
                password = Optional.of(Secret.of(decoded(parameter)));
            } else if (!parameter.isEmpty()) {
                others.add(parameter);
            }
        }
        return new DatabaseUrl(others.isEmpty() ? place : place + "?" + String.join("&", others), user, password);
    }

    private static String decoded(String parameter) {
        try {
            return URLDecoder.decode(parameter.substring(parameter.indexOf('=') + 1), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new InvalidValue("has a % that stands for nothing in its user or password; write %25");
        }
    }

    /** With a user and a password that are given apart from it, which go before its own. */
    public DatabaseUrl as(Optional<String> otherUser, Optional<Secret> otherPassword) {
        return new DatabaseUrl(url, otherUser.or(() -> user), otherPassword.or(() -> password));
    }

    @Override
    public String toString() {
        return "DatabaseUrl[" + url + "]";
    }
}
