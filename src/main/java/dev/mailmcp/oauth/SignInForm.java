package dev.mailmcp.oauth;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.account.Login;
import dev.mailmcp.account.MailAccount;
import dev.mailmcp.account.MailServers;
import dev.mailmcp.secret.Secret;
import dev.mailmcp.token.Scope;
import dev.mailmcp.value.InvalidValue;
import dev.mailmcp.web.Form;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the person filled in. The texts are kept to be shown again after a mistake; the passwords never are.
 *
 * @param sameForSmtp whether the IMAP login is used for sending too
 */
@RegisterForReflection
record SignInForm(
        String fullName,
        String email,
        String aliases,
        String imapUsername,
        Secret imapPassword,
        boolean sameForSmtp,
        String smtpUsername,
        Secret smtpPassword,
        Set<Scope> ticked) {
    private static final int LONGEST_NAME = 200;
    private static final int MOST_ALIASES = 20;
    private static final Set<Scope> TICKED_FIRST = EnumSet.of(Scope.READ, Scope.ORGANIZE, Scope.DRAFT);

    /** The form as first shown: reading, organizing and drafting ticked, sending and deleting for the person to decide. */
    static SignInForm blank(String loginHint, Set<Scope> asked) {
        Set<Scope> ticked = EnumSet.copyOf(TICKED_FIRST);
        ticked.retainAll(asked);
        return new SignInForm("", loginHint, "", "", Secret.of(""), true, "", Secret.of(""), ticked);
    }

    /** What was posted; scopes beyond what the client asked for are not there to be ticked. */
    static SignInForm of(Form posted, Set<Scope> asked) {
        Set<Scope> ticked = EnumSet.noneOf(Scope.class);
        posted.all("scope").stream()
                .flatMap(word -> Scope.of(word).stream())
                .filter(asked::contains)
                .forEach(ticked::add);
        return new SignInForm(
                text(posted, "full_name").strip(),
                text(posted, "email").strip(),
                text(posted, "aliases").strip(),
                text(posted, "imap_username").strip(),
                Secret.of(text(posted, "imap_password")),
                posted.one("use_same_credentials").isPresent(),
                text(posted, "smtp_username").strip(),
                Secret.of(text(posted, "smtp_password")),
                ticked);
    }

    private static String text(Form posted, String name) {
        return posted.all(name).stream().findFirst().orElse("");
    }

    /**
     * The account that was described, with credentials for sending only when sending was ticked.
     *
     * @throws InvalidValue saying what the person has to change
     */
    MailAccount account(MailServers servers) {
        if (ticked.isEmpty()) {
            throw new InvalidValue("Tick at least one thing that the client may do, or cancel.");
        }
        if (fullName.length() > LONGEST_NAME || fullName.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidValue("Your name is too long or has a character that cannot stand there.");
        }
        EmailAddress address = address("Email address", email);
        var imap = new MailAccount.Access(
                servers.imap(), login("mail", imapUsername.isEmpty() ? email : imapUsername, imapPassword));
        Optional<MailAccount.Access> smtp = Optional.empty();
        if (ticked.contains(Scope.SEND)) {
            Login login = sameForSmtp
                            || (smtpUsername.isEmpty() && smtpPassword.reveal().isEmpty())
                    ? imap.login()
                    : login("sending", smtpUsername.isEmpty() ? imap.login().username() : smtpUsername, smtpPassword);
            smtp = Optional.of(new MailAccount.Access(servers.smtp(), login));
        }
        return new MailAccount(address, fullName, aliasList(), imap, smtp);
    }

    private List<EmailAddress> aliasList() {
        List<EmailAddress> all = Stream.of(aliases.split("[,;\\s]+"))
                .filter(alias -> !alias.isEmpty())
                .map(alias -> address("Further addresses", alias))
                .distinct()
                .toList();
        if (all.size() > MOST_ALIASES) {
            throw new InvalidValue("Further addresses: " + MOST_ALIASES + " at most.");
        }
        return all;
    }

    private static EmailAddress address(String field, String value) {
        try {
            return new EmailAddress(value);
        } catch (InvalidValue _) {
            throw new InvalidValue(field + ": an address looks like name@example.org.");
        }
    }

    private static Login login(String what, String username, Secret password) {
        try {
            return new Login(username, password);
        } catch (InvalidValue _) {
            throw new InvalidValue("The user name or the password for " + what + " is empty, too long or has a control"
                    + " character.");
        }
    }
}
