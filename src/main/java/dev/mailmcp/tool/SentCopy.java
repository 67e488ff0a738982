package dev.mailmcp.tool;

import dev.mailmcp.mail.Composer.Composed;
import dev.mailmcp.mail.Flag;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Role;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the copy of a sent mail goes. Settled before the mail is sent, so that an unknown folder refuses the send instead of
 * losing the copy.
 *
 * @param sent the mailbox in the role of Sent
 * @param folder where we file the copy; empty when the provider does, or there is no such folder
 * @param byProvider the submission server files what it takes into Sent by itself
 */
record SentCopy(Optional<MailboxName> sent, Optional<MailboxName> folder, boolean byProvider) {
    /** What became of it. */
    enum State {
        SAVED,
        BY_PROVIDER,
        /** Somebody else should have filed it, and it was not there when we looked; it may come, so that we file none. */
        UNCONFIRMED,
        FAILED,
        NONE
    }

    static SentCopy plan(MailboxSession session, boolean providerSaves, Optional<String> asked) {
        Optional<MailboxName> chosen = asked.map(session::resolve);
        Optional<MailboxName> sent = session.inRole(Role.SENT);
        boolean leftToProvider = providerSaves && (chosen.isEmpty() || chosen.equals(sent));
        return new SentCopy(sent, leftToProvider ? Optional.empty() : chosen.or(() -> sent), providerSaves);
    }

    /** Whether a copy is to be found, which only a mail that has left can have. */
    boolean isThere(MailboxSession session, String messageId) {
        return Stream.concat(sent.stream(), folder.stream())
                .distinct()
                .anyMatch(mailbox -> Filed.find(session, mailbox, messageId).isPresent());
    }

    /** Never fails: the mail has left, whatever happens to its copy. */
    State file(MailboxSession session, Composed mail) {
        if (folder.isEmpty()) {
            return byProvider ? confirmed(session, mail.messageId()) : State.NONE;
        }
        try {
            append(session, folder.get(), mail);
            return State.SAVED;
        } catch (RuntimeException _) {
            return State.FAILED;
        }
    }

    /** Of a mail that had left before. Nothing is filed now: whoever sent it may be doing so. */
    State confirmed(MailboxSession session, String messageId) {
        try {
            if (!isThere(session, messageId)) {
                return State.UNCONFIRMED;
            }
            return folder.isEmpty() ? State.BY_PROVIDER : State.SAVED;
        } catch (RuntimeException _) {
            return State.UNCONFIRMED;
        }
    }

    /** When the answer is lost the copy may be there or not; we look before we try once more. */
    private static void append(MailboxSession session, MailboxName folder, Composed mail) {
        try {
            session.append(folder, mail.kept(), List.of(Flag.SEEN));
        } catch (MailException e) {
            switch (e.fault()) {
                case UNKNOWN_OUTCOME, UNAVAILABLE, TIMEOUT -> {
                    if (Filed.find(session, folder, mail.messageId()).isEmpty()) {
                        session.append(folder, mail.kept(), List.of(Flag.SEEN));
                    }
                }
                case LOGIN_REFUSED,
                        FOLDER_NOT_FOUND,
                        MESSAGE_NOT_FOUND,
                        STALE_REFERENCE,
                        INVALID_ARGUMENT,
                        BAD_QUERY,
                        REFUSED,
                        REJECTED_SENDER,
                        REJECTED_RECIPIENT,
                        TOO_LARGE,
                        THROTTLED -> throw e;
            }
        }
    }
}
