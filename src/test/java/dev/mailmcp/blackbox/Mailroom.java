package dev.mailmcp.blackbox;

import dev.mailmcp.testserver.Dovecot;
import dev.mailmcp.testserver.GreenMailServer;
import dev.mailmcp.testserver.PostfixSubmission;
import dev.mailmcp.testserver.TestMailServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** A mail server with people in it; mail sent through it arrives in it. */
public final class Mailroom implements AutoCloseable {
    private final TestMailServer server;
    private final MailSite site;
    private final Closeable whole;

    private Mailroom(TestMailServer server, MailSite site, Closeable whole) {
        this.server = server;
        this.site = site;
        this.whole = whole;
    }

    /** GreenMail: plain text on loopback, within this process. */
    public static Mailroom greenMail() {
        GreenMailServer server = GreenMailServer.start();
        return new Mailroom(server, MailSite.plain(server.imapPort(), server.smtpPort()), server::close);
    }

    /** Dovecot over TLS and Postfix in front of it, with a certificate authority of their own. */
    public static Mailroom real() throws IOException {
        return of(PostfixSubmission.start());
    }

    /** The same, of a Postfix that is closed with it. */
    static Mailroom of(PostfixSubmission postfix) {
        Dovecot dovecot = postfix.dovecot();
        var site = new MailSite(
                "localhost",
                dovecot.imapsPort(),
                "tls",
                postfix.implicit().port(),
                "tls",
                Optional.of(dovecot.caPem()));
        return new Mailroom(dovecot, site, postfix::close);
    }

    /** The real one where it can be started, otherwise GreenMail. */
    static Mailroom realIfInstalled() throws IOException {
        return realIsInstalled() ? real() : greenMail();
    }

    static boolean realIsInstalled() {
        boolean installed = List.of("/usr/sbin/dovecot", "/usr/sbin/postfix").stream()
                .map(Path::of)
                .allMatch(Files::isExecutable);
        return installed && System.getProperty("user.name").equals("root");
    }

    public MailSite site() {
        return site;
    }

    public int imapPort() {
        return site.imapPort();
    }

    /** Somebody new, with the usual folders and a password nobody else has. */
    public Person person(String name) {
        Person person = personWithInboxOnly(name);
        try (SecondEyes eyes = open(person)) {
            List.of("Sent", "Drafts", "Trash", "Archive").forEach(eyes::createIfAbsent);
        }
        return person;
    }

    Person personWithInboxOnly(String name) {
        Person person = Person.of(name, name.toLowerCase(Locale.ROOT) + "@example.org", "pw-" + UUID.randomUUID());
        setPassword(person, person.password());
        return person;
    }

    public void setPassword(Person person, String password) {
        try {
            server.addUser(person.username(), password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection that has nothing to do with the product. */
    public SecondEyes open(Person person) {
        try {
            return new SecondEyes(server.connect(person.username(), person.password()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            whole.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
