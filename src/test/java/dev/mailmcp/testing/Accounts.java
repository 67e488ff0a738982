package dev.mailmcp.testing;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.Login;
import dev.mailmcp.account.MailAccount;
import dev.mailmcp.account.MailServers;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.secret.Secret;
import java.util.List;
import java.util.Optional;

/** Ada, whose mail is at example.org. */
public final class Accounts {
    public static final String PASSWORD = "correct horse battery staple";
    public static final MailServers SERVERS = new MailServers(
            new Endpoint("imap.example.org", 993, TransportSecurity.TLS),
            new Endpoint("smtp.example.org", 465, TransportSecurity.TLS));

    private Accounts() {}

    public static MailAccount ada() {
        return ada("ada@example.org", PASSWORD, List.of());
    }

    public static MailAccount ada(String username, String password, List<EmailAddress> aliases) {
        var login = new Login(username, Secret.of(password));
        return new MailAccount(
                new EmailAddress("ada@example.org"),
                "Ada L\u00f6v",
                aliases,
                new MailAccount.Access(SERVERS.imap(), login),
                Optional.of(new MailAccount.Access(SERVERS.smtp(), login)));
    }
}
