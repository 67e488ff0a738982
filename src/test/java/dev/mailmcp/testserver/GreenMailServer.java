package dev.mailmcp.testserver;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.dial.MailTrust;
import jakarta.mail.Flags;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Date;

/** GreenMail in this process: plain IMAP and SMTP on loopback. What is sent to a user's name arrives in their INBOX. */
public final class GreenMailServer implements TestMailServer {
    private final GreenMail greenMail;

    private GreenMailServer(GreenMail greenMail) {
        this.greenMail = greenMail;
    }

    public static GreenMailServer start() {
        var greenMail = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP)
        });
        greenMail.start();
        return new GreenMailServer(greenMail);
    }

    public int imapPort() {
        return greenMail.getImap().getPort();
    }

    public int smtpPort() {
        return greenMail.getSmtp().getPort();
    }

    @Override
    public Endpoint imap() {
        return new Endpoint("127.0.0.1", imapPort(), TransportSecurity.NONE);
    }

    /** Where to submit, without TLS. */
    public Endpoint smtp() {
        return new Endpoint("127.0.0.1", smtpPort(), TransportSecurity.NONE);
    }

    @Override
    public MailTrust trust() {
        return MailTrust.system();
    }

    /** @param name login and address alike */
    @Override
    public void addUser(String name, String password) {
        greenMail.setUser(name, name, password);
    }

    @Override
    public RawImap connect(String user, String password) throws IOException {
        return new RawImap(new Socket(java.net.InetAddress.getLoopbackAddress(), imapPort()), user, password);
    }

    /** Past the protocol: GreenMail has no MULTIAPPEND. */
    @Override
    @SuppressWarnings("JavaUtilDate") // GreenMail wants one.
    public void fill(String user, int count, byte[] message) throws IOException {
        try {
            var inbox = greenMail
                    .getManagers()
                    .getImapHostManager()
                    .getInbox(greenMail.getUserManager().getUserByEmail(user));
            for (int i = 0; i < count; i++) {
                inbox.appendMessage(
                        GreenMailUtil.newMimeMessage(new ByteArrayInputStream(message)), new Flags(), new Date());
            }
        } catch (FolderException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        greenMail.stop();
    }
}
