package dev.mailmcp.cli.demo;

import com.icegreen.greenmail.imap.AuthorizationException;
import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.Login;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.mail.Flag;
import dev.mailmcp.secret.Secret;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Properties;

/**
 * A mail server with one made-up mailbox, for trying mail-mcp out: GreenMail in this process, IMAP and SMTP in plain text on
 * free ports of the loopback interface, everything in memory. Mail sent through it reaches the demo user's INBOX if it is
 * addressed there and vanishes otherwise: none leaves the machine.
 */
public final class DemoMailServer implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String ADDRESS = "demo@example.org";
    /** Fixed: it guards invented mail on loopback, and a person types it into a form. */
    private static final String PASSWORD = "demo";

    private static final List<String> FOLDERS = List.of("Sent", "Drafts", "Trash", "Junk", "Archive");
    private static final long START_LIMIT_MILLIS = 10_000;

    private final GreenMail greenMail;

    private DemoMailServer(GreenMail greenMail) {
        this.greenMail = greenMail;
    }

    /**
     * Starts the server and fills the mailbox with messages of the sixty days before now.
     *
     * @throws IllegalStateException when it cannot listen
     */
    public static DemoMailServer start(Clock clock) {
        GreenMail greenMail = new GreenMail(new ServerSetup[] {onLoopback("imap"), onLoopback("smtp")});
        greenMail.start();
        try {
            GreenMailUser user = greenMail.setUser(ADDRESS, ADDRESS, PASSWORD);
            greenMail
                    .getUserManager()
                    .setMessageDeliveryHandler(
                            (_, to) -> to.getEmail().equalsIgnoreCase(ADDRESS) ? user : Nowhere.USER);
            fill(greenMail.getManagers().getImapHostManager(), user, clock.instant());
        } catch (FolderException | AuthorizationException | MessagingException | RuntimeException e) {
            greenMail.stop();
            throw new IllegalStateException("the demo mailbox could not be filled", e);
        }
        return new DemoMailServer(greenMail);
    }

    private static ServerSetup onLoopback(String protocol) {
        ServerSetup setup = new ServerSetup(0, LOOPBACK, protocol);
        setup.setServerStartupTimeout(START_LIMIT_MILLIS);
        return setup;
    }

    private static void fill(ImapHostManager host, GreenMailUser user, Instant now)
            throws FolderException, AuthorizationException, MessagingException {
        for (String folder : FOLDERS) {
            host.createMailbox(user, folder);
        }
        Session session = Session.getInstance(new Properties());
        for (DemoMessage message : DemoMessages.load()) {
            append(
                    folder(host, user, message.folder()),
                    new MimeMessage(session, new ByteArrayInputStream(message.wireForm(now))),
                    flags(message.flags()),
                    message.sentAt(now));
        }
    }

    /** The folder of that path, made level by level where it is missing. */
    private static MailFolder folder(ImapHostManager host, GreenMailUser user, String path)
            throws FolderException, AuthorizationException {
        StringBuilder name = new StringBuilder();
        for (String level : path.split("/", -1)) {
            name.append(name.isEmpty() ? "" : host.getHierarchyDelimiter()).append(level);
            if (host.getFolder(user, name.toString()) == null) {
                host.createMailbox(user, name.toString());
            }
        }
        return host.getFolder(user, name.toString());
    }

    @SuppressWarnings("JavaUtilDate") // GreenMail takes no other.
    private static void append(MailFolder folder, MimeMessage message, Flags flags, Instant received) {
        folder.appendMessage(message, flags, Date.from(received));
    }

    private static Flags flags(List<Flag> flags) {
        Flags result = new Flags();
        for (Flag flag : flags) {
            switch (flag.value()) {
                case "\\Seen" -> result.add(Flags.Flag.SEEN);
                case "\\Answered" -> result.add(Flags.Flag.ANSWERED);
                case "\\Flagged" -> result.add(Flags.Flag.FLAGGED);
                case "\\Draft" -> result.add(Flags.Flag.DRAFT);
                case "\\Deleted" -> result.add(Flags.Flag.DELETED);
                default -> result.add(flag.value());
            }
        }
        return result;
    }

    /** Where it answers IMAP. */
    public Endpoint imap() {
        return new Endpoint(LOOPBACK, greenMail.getImap().getPort(), TransportSecurity.NONE);
    }

    /** Where it takes mail. */
    public Endpoint smtp() {
        return new Endpoint(LOOPBACK, greenMail.getSmtp().getPort(), TransportSecurity.NONE);
    }

    /** The demo user's login for both; the user name is also the address. */
    public Login login() {
        return new Login(ADDRESS, Secret.of(PASSWORD));
    }

    @Override
    public void close() {
        greenMail.stop();
    }
}
