package dev.mailmcp.cli.demo;

import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import jakarta.mail.internet.MimeMessage;
import org.jboss.logging.Logger;

/** Takes mail for everyone whom the demo does not know, and drops it. */
enum Nowhere implements GreenMailUser {
    USER;

    private static final Logger LOG = Logger.getLogger(Nowhere.class);

    @Override
    public void deliver(MovingMessage message) {
        LOG.info("The demo dropped a message for someone else than the demo user: no mail leaves this machine.");
    }

    @Override
    public void deliver(MimeMessage message) {
        LOG.info("The demo dropped a message for someone else than the demo user: no mail leaves this machine.");
    }

    @Override
    public String getEmail() {
        return "nowhere@invalid";
    }

    @Override
    public String getLogin() {
        return "nowhere";
    }

    @Override
    public void create() {}

    @Override
    public void delete() {}

    @Override
    public String getPassword() {
        return "";
    }

    @Override
    public void setPassword(String password) {}

    @Override
    public void authenticate(String password) {
        throw new UnsupportedOperationException("nobody logs in here");
    }

    @Override
    public String getQualifiedMailboxName() {
        return "nowhere";
    }
}
