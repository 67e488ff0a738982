package dev.mailmcp.bench;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.account.Login;
import dev.mailmcp.account.MailAccount;
import dev.mailmcp.blackbox.Person;
import dev.mailmcp.blackbox.Product;
import dev.mailmcp.secret.Secret;
import dev.mailmcp.testserver.Dovecot;
import dev.mailmcp.testserver.RawImap;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A real Dovecot with many people on it. Each has a mailbox of their own; they are all alike. */
final class MailUsers implements AutoCloseable {
    private static final String PASSWORD = "correct horse battery staple";

    private final Dovecot server;
    private final RawServers byHand;
    private final int count;

    private MailUsers(Dovecot server, int count) throws IOException {
        this.server = server;
        this.byHand = new RawServers(server.imapsPort(), 0, server.caPem());
        this.count = count;
    }

    /** @param messages in each INBOX; the other folders are empty */
    static MailUsers start(int count, int messages) throws IOException {
        Dovecot server = Dovecot.startForCrowds();
        String first = name(0);
        for (int i = 0; i < count; i++) {
            server.addUser(name(i), PASSWORD);
        }
        try (RawImap imap = server.connect(first, PASSWORD)) {
            imap.appendAll(
                    "INBOX",
                    LongStream.rangeClosed(1, messages)
                            .mapToObj(Correspondence::message)
                            .toList());
            imap.command("SELECT INBOX");
            imap.command(
                    "FETCH 1:* (ENVELOPE BODYSTRUCTURE RFC822.SIZE)"); // The server's index knows them from now on.
            imap.command("LOGOUT");
        }
        for (int i = 1; i < count; i++) {
            server.copyMail(first, name(i));
        }
        return new MailUsers(server, count);
    }

    private static String name(int user) {
        return "user" + user + "@example.org";
    }

    int count() {
        return count;
    }

    List<MailAccount> accounts() {
        return IntStream.range(0, count)
                .mapToObj(i -> new MailAccount(
                        new EmailAddress(name(i)),
                        "User " + i,
                        List.of(),
                        new MailAccount.Access(server.imap(), new Login(name(i), Secret.of(PASSWORD))),
                        Optional.empty()))
                .toList();
    }

    /** Logged in, INBOX selected. */
    RawSession byHand(int user) {
        return byHand.inbox(Person.of("User", name(user), PASSWORD));
    }

    /** Those of a product that may speak to this server. */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(Product.settings());
        settings.put("ALLOW_PRIVATE_HOSTS", "127.0.0.1,localhost");
        settings.put("MAIL_TRUST_CA", server.caPem().toString());
        return settings;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
