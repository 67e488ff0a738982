package dev.mailmcp.account;

import dev.mailmcp.secret.Secret;
import dev.mailmcp.value.InvalidValue;
import java.nio.charset.StandardCharsets;

/** A user name and password for one mail server. Either is 1,024 octets at most, or characters
 * for the name. CR, LF and NUL cannot be sent in either and are refused. */
public record Login(String username, Secret password) {
    public Login {
        if (username.isEmpty() || username.length() > 1024 || unsendable(username)) {
            throw new InvalidValue("the user name is empty, too long or has a control character");
        }
        if (password.reveal().isEmpty() || octets(password.reveal()) > 1024 || unsendable(password.reveal())) {
            throw new InvalidValue("the password is empty, too long or has a control character");
        }
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean unsendable(String text) {
        return text.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0);
    }
}
