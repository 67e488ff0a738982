package dev.mailmcp.tool;

import dev.mailmcp.mail.Composer.Composed;
import dev.mailmcp.mail.Flag;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Role;
import java.util.List;
import java.util.Optional;

/**
 * Where the copy of a sent mail goes. Settled before the mail is sent, so that an unknown folder refuses the send instead of
 * losing the copy.
 *
 * @param byProvider the submission server files it itself: a second copy would be one too many
 */
record SentCopy(Optional<MailboxName> folder, boolean byProvider) {
    /** What became of it. */
    enum State {
        SAVED,
        BY_PROVIDER,
        FAILED,
        NONE
    }

    static SentCopy plan(MailboxSession session, boolean providerSaves, Optional<String> asked) {
        Optional<MailboxName> chosen = asked.map(session::resolve);
        Optional<MailboxName> sent = session.inRole(Role.SENT);
        if (providerSaves && (chosen.isEmpty() || chosen.equals(sent))) {
            return new SentCopy(Optional.empty(), true);
        }
        return new SentCopy(chosen.or(() -> sent), false);
    }

    /** Never fails: the mail has left, whatever happens to its copy. */
    State file(MailboxSession session, Composed mail) {
        if (byProvider) {
            return State.BY_PROVIDER;
        }
        if (folder.isEmpty()) {
            return State.NONE;
        }
        try {
            session.append(folder.get(), mail.kept(), List.of(Flag.SEEN));
            return State.SAVED;
        } catch (RuntimeException _) {
            return State.FAILED;
        }
    }
}
