package dev.mailmcp.mail.smtp;

import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.Login;
import dev.mailmcp.account.MailAccount.Access;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.dial.Deadline;
import dev.mailmcp.dial.DialException;
import dev.mailmcp.dial.GuardedDialer;
import dev.mailmcp.mail.MailException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** From nothing to a server that takes mail: greeting, EHLO, TLS, EHLO again, AUTH (RFC 3207, RFC 4954). */
final class SmtpLogin {
    private static final int LONGEST_COMMAND = 500;

    private final GuardedDialer dialer;
    private final SmtpSettings settings;

    SmtpLogin(GuardedDialer dialer, SmtpSettings settings) {
        this.dialer = dialer;
        this.settings = settings;
    }

    /** A server that knows who we are. */
    record LoggedIn(SmtpConnection connection, Extensions extensions) {}

    /** @throws MailException LOGIN_REFUSED, REFUSED, UNAVAILABLE, TIMEOUT or THROTTLED; nothing is left open then */
    LoggedIn open(Access access) {
        Socket socket;
        try {
            socket = dialer.connect(access.endpoint());
        } catch (DialException e) {
            throw MailException.notDialled(e, "SMTP server");
        }
        boolean done = false;
        Deadline deadline = Deadline.on(socket, settings.login());
        try (deadline) {
            LoggedIn open = greeted(socket, access);
            done = true;
            return open;
        } catch (DialException e) {
            throw MailException.notDialled(e, "SMTP server");
        } catch (IOException e) {
            throw SmtpFaults.lost(deadline.passed() ? new SocketTimeoutException("no login in time") : e);
        } finally {
            if (!done) {
                new Closing(socket).close();
            }
        }
    }

    private LoggedIn greeted(Socket socket, Access access) throws IOException {
        SmtpConnection connection = new SmtpConnection(socket, settings.read());
        Reply greeting = connection.greeting();
        if (greeting.code() != 220) {
            throw SmtpFaults.turnedAway(greeting);
        }
        Extensions extensions = ehlo(connection);
        if (access.endpoint().security() == TransportSecurity.STARTTLS) {
            connection = upgraded(connection, extensions, socket, access.endpoint());
            extensions = ehlo(connection); // RFC 3207 §4.2: what was offered before counts no more.
        }
        authenticate(connection, extensions, access.login());
        return new LoggedIn(connection, extensions);
    }

    private Extensions ehlo(SmtpConnection connection) throws IOException {
        Reply reply = connection.command("EHLO " + settings.ehloName());
        if (!reply.ok()) {
            throw SmtpFaults.turnedAway(reply);
        }
        return new Extensions(reply);
    }

    private SmtpConnection upgraded(SmtpConnection before, Extensions extensions, Socket plain, Endpoint endpoint)
            throws IOException {
        if (!extensions.has("STARTTLS") || !before.command("STARTTLS").ok()) {
            throw SmtpFaults.noTls();
        }
        if (before.hasUnread()) {
            throw SmtpFaults.talkedBeforeTls();
        }
        return new SmtpConnection(dialer.startTls(plain, endpoint), settings.read());
    }

    private static void authenticate(SmtpConnection connection, Extensions extensions, Login login) throws IOException {
        Reply reply;
        if (extensions.hasMechanism("PLAIN")) {
            reply = plain(connection, login);
        } else if (extensions.hasMechanism("LOGIN")) {
            reply = login(connection, login);
        } else {
            throw SmtpFaults.noPasswords();
        }
        if (reply.code() != 235) {
            throw SmtpFaults.loginRefused(reply);
        }
    }

    /** RFC 4616 §2, without a separate authorization identity. */
    private static Reply plain(SmtpConnection connection, Login login) throws IOException {
        String response =
                base64("\0" + login.username() + "\0" + login.password().reveal());
        if (response.length() <= LONGEST_COMMAND) {
            return connection.command("AUTH PLAIN " + response);
        }
        Reply challenge = connection.command("AUTH PLAIN");
        return challenge.code() == 334 ? connection.command(response) : challenge;
    }

    /** The mechanism without a standard: two questions, whatever their words. */
    private static Reply login(SmtpConnection connection, Login login) throws IOException {
        Reply user = connection.command("AUTH LOGIN");
        if (user.code() != 334) {
            return user;
        }
        Reply password = connection.command(base64(login.username()));
        return password.code() == 334
                ? connection.command(base64(login.password().reveal()))
                : password;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Hangs up on a login that came to nothing. */
    private record Closing(Socket socket) implements AutoCloseable {
        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException _) {
                // It is gone.
            }
        }
    }
}
