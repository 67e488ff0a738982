package dev.mailmcp.mail;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An authenticated session with one account's mailboxes. Operations name their mailbox, so that an implementation may
 * select and act in one flight. One that {@link CurrentMailbox} gives may be used by several threads. All methods throw
 * {@link MailException}.
 *
 * <p>Rules every implementation keeps: reading never sets {@code \Seen}; a UID is never used under another UIDVALIDITY than
 * the one given; only messages named are expunged (UID EXPUNGE, RFC 4315 §2.1, never a bare EXPUNGE).
 */
public interface MailboxSession extends AutoCloseable {
    /** All mailboxes in the server's order of names, INBOX first; with total and unread when {@code counts}. */
    List<Mailbox> mailboxes(boolean counts);

    /**
     * Finds the mailbox that a person or model means: an exact name, or {@code Sent}, {@code Drafts}, {@code Trash},
     * {@code Junk}, {@code Archive} (any case, with or without a backslash) for the mailbox in that role. A mailbox with
     * exactly that name and no such role elsewhere wins by its name.
     *
     * @throws MailException FOLDER_NOT_FOUND, naming the nearest names
     */
    MailboxName resolve(String folder);

    /** The mailbox in a role, if the account has one. */
    Optional<MailboxName> inRole(Role role);

    /**
     * One page, newest first.
     *
     * @param page from 1; beyond the end gives an empty page
     * @param perPage 1 to 100
     * @param beginnings whether each message comes with how its text begins, as far as that can be had
     */
    MessagePage newest(MailboxName mailbox, int page, int perPage, boolean beginnings);

    /** A page for which no octet of a body is fetched. */
    default MessagePage newest(MailboxName mailbox, int page, int perPage) {
        return newest(mailbox, page, perPage, false);
    }

    /**
     * Describes messages as a list does, newest first; those that do not exist are left out.
     *
     * @param uids 1 to 100
     * @throws MailException MESSAGE_NOT_FOUND when none of them exists
     */
    List<MessageSummary> describe(MailboxName mailbox, List<Uid> uids, Optional<UidValidity> expected);

    /** Reads one message: envelope, structure and text, no attachment bytes. */
    Message read(MailboxName mailbox, Uid uid, Optional<UidValidity> expected);

    /**
     * Writes one attachment's decoded bytes, fetched in partials, never whole in memory.
     *
     * @return the number of bytes written
     */
    long download(MailboxName mailbox, Uid uid, UidValidity expected, Attachment attachment, OutputStream sink)
            throws IOException;

    /**
     * Searches one mailbox, newest first.
     *
     * @throws MailException BAD_QUERY for keys that only another server knows, STALE_REFERENCE
     */
    SearchHits search(MailboxName mailbox, SearchRequest request);

    /** What was found out about correspondents in this mailbox; empty and forgotten at once where nothing is kept. */
    Acquaintances acquaintances();

    /**
     * Whether a mailbox has mail to somebody of whom nothing is kept, as far as that can be found out in one round trip; then it
     * is kept as well.
     *
     * @param sent the mailbox for sent mail
     * @param email an addr-spec
     * @return empty when it takes a search
     */
    default Optional<Correspondence.Known> known(MailboxName sent, String email) {
        return Optional.empty();
    }

    /** @param summaries how many of the newest matches to describe; 0 for none */
    default SearchHits search(MailboxName mailbox, SearchKey key, int summaries) {
        return search(mailbox, SearchRequest.newest(key, summaries));
    }

    /** Adds and removes flags; gives each message's flags afterwards. MESSAGE_NOT_FOUND when none of the UIDs exists. */
    Map<Uid, List<Flag>> store(
            MailboxName mailbox, List<Uid> uids, Optional<UidValidity> expected, List<Flag> add, List<Flag> remove);

    /**
     * Moves messages (RFC 6851; COPY, {@code \Deleted} and UID EXPUNGE where the server has no MOVE). MESSAGE_NOT_FOUND when
     * none of the UIDs exists.
     */
    Moved move(MailboxName mailbox, List<Uid> uids, Optional<UidValidity> expected, MailboxName destination);

    /**
     * Makes a mailbox and subscribes to it (RFC 9051 §6.3.4, §6.3.7). Where all names of the account stand below INBOX, so does
     * the new one.
     *
     * @return its name on this server
     */
    MailboxName create(MailboxName name);

    /**
     * Removes messages for good.
     *
     * @return those that were there to be removed
     * @throws MailException MESSAGE_NOT_FOUND when none of them exists, REFUSED when the server cannot remove single messages
     */
    List<Uid> expunge(MailboxName mailbox, List<Uid> uids, Optional<UidValidity> expected);

    Appended append(MailboxName mailbox, Transmittable message, List<Flag> flags);

    @Override
    void close();
}
