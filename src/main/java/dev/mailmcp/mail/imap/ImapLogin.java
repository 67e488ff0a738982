package dev.mailmcp.mail.imap;

import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.Login;
import dev.mailmcp.account.MailAccount.Access;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.dial.DialException;
import dev.mailmcp.dial.GuardedDialer;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.imap.Response.Condition;
import dev.mailmcp.mail.imap.Response.Status;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** From nothing to an authenticated connection: greeting, TLS, capabilities, login, ID. */
final class ImapLogin {
    private static final String ID = "ID (\"name\" \"mail-mcp\" \"vendor\" \"mail-mcp\")";

    private final GuardedDialer dialer;
    private final ImapTimeouts timeouts;
    private final ImapLimits limits;

    ImapLogin(GuardedDialer dialer, ImapTimeouts timeouts, ImapLimits limits) {
        this.dialer = dialer;
        this.timeouts = timeouts;
        this.limits = limits;
    }

    /** @throws MailException LOGIN_REFUSED, REFUSED, UNAVAILABLE, TIMEOUT or THROTTLED; nothing is left open then */
    Connection open(Access access) {
        Connection connection;
        try {
            connection = access.endpoint().security() == TransportSecurity.STARTTLS
                    ? upgraded(access.endpoint())
                    : greeted(dialer.connect(access.endpoint()));
        } catch (DialException e) {
            throw MailException.notDialled(e, "mail server");
        }
        try {
            authenticate(connection, access.login());
            return connection;
        } catch (RuntimeException e) {
            connection.discard();
            throw e;
        }
    }

    /** STARTTLS (RFC 9051 §6.2.1). Nothing heard before TLS counts afterwards. */
    private Connection upgraded(Endpoint endpoint) {
        Socket plain = dialer.connect(endpoint);
        Connection before = greeted(plain);
        boolean done = false;
        try {
            if (before.capabilities().equals(Capabilities.NONE)) {
                askCapabilities(before);
            }
            if (!before.capabilities().has("STARTTLS")
                    || !before.send(Command.asking("STARTTLS")).ok()) {
                throw new MailException(
                        Fault.UNAVAILABLE,
                        "the mail server offers no STARTTLS, and nothing is sent to it without TLS",
                        "Use port 993 with TLS if the provider has it.");
            }
            if (before.hasUnread()) {
                throw new MailException(
                        Fault.UNAVAILABLE,
                        "the mail server went on talking where TLS should begin: someone may be in between",
                        "Use port 993 with TLS.");
            }
            Connection after = new Connection(dialer.startTls(plain, endpoint), timeouts, limits, timeouts.login());
            done = true;
            return after;
        } catch (IOException e) {
            throw Faults.lost(e);
        } finally {
            if (!done) {
                before.discard();
            }
        }
    }

    private Connection greeted(Socket socket) {
        Connection connection;
        try {
            connection = new Connection(socket, timeouts, limits, timeouts.login());
        } catch (IOException e) {
            throw Faults.lost(e);
        }
        Condition greeting = connection.greeting();
        if (greeting.status() == Status.OK) {
            learn(connection, greeting.text());
            return connection;
        }
        connection.discard();
        if (greeting.status() == Status.BYE) {
            throw Faults.goodbye(greeting.text());
        }
        throw new MailException(
                Fault.UNAVAILABLE,
                "the mail server greeted in a way that allows no login",
                "Check that host and port are those of an IMAP server.");
    }

    private static void authenticate(Connection connection, Login login) {
        if (connection.capabilities().equals(Capabilities.NONE)) {
            askCapabilities(connection);
        }
        Reply reply = connection.send(login(connection.capabilities(), login));
        if (!reply.ok()) {
            throw Faults.loginRefused(reply.text());
        }
        Optional<StatusText> told = reply.code("CAPABILITY");
        if (told.isPresent()) {
            learn(connection, told.get());
        } else if (reply.data("CAPABILITY").findAny().isPresent()) {
            learn(connection, reply);
        } else {
            askCapabilities(connection);
        }
        if (connection.capabilities().has("ID")) {
            // 163.com, 126.com and others refuse SELECT before it (RFC 2971).
            connection.along(Command.asking(ID), _ -> {});
        }
        connection.loggedIn();
    }

    private static Command login(Capabilities can, Login login) {
        if (can.has("AUTH=PLAIN")) {
            // RFC 4616 §2, prepared as UTF-8 without a separate authorization identity.
            String response = Base64.getEncoder()
                    .encodeToString(
                            ("\0" + login.username() + "\0" + login.password().reveal())
                                    .getBytes(StandardCharsets.UTF_8));
            return can.has("SASL-IR")
                    ? Command.asking("AUTHENTICATE PLAIN " + response)
                    : Command.asking("AUTHENTICATE PLAIN").awaiting(response);
        }
        if (can.has("LOGINDISABLED")) {
            throw new MailException(
                    Fault.LOGIN_REFUSED,
                    "the mail server takes no passwords on this connection",
                    "Use another port or TLS mode, or a provider that allows passwords for mail programs.");
        }
        return Command.asking("LOGIN ")
                .string(login.username())
                .text(" ")
                .string(login.password().reveal());
    }

    private static void askCapabilities(Connection connection) {
        learn(connection, connection.send(Command.asking("CAPABILITY")).orRefused());
    }

    private static void learn(Connection connection, Reply reply) {
        connection.capabilities(Capabilities.of(reply.data("CAPABILITY")
                .flatMap(response -> response.data().stream())
                .map(Data::raw)
                .toList()));
    }

    private static void learn(Connection connection, StatusText text) {
        if (text.is("CAPABILITY")) {
            connection.capabilities(Capabilities.of(List.of(text.arguments().split(" +", -1))));
        }
    }
}
