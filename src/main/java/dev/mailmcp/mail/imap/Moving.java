package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.Flag;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.Moved;
import dev.mailmcp.mail.Uid;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Moves messages out of the mailbox that is selected: by MOVE, or by copying and removing where the server has no MOVE. */
final class Moving {
    private final Connection connection;
    private final Directory directory;

    Moving(Connection connection, Directory directory) {
        this.connection = connection;
        this.directory = directory;
    }

    /** @param name of the mailbox that is selected */
    Moved move(MailboxName name, List<Uid> uids, MailboxName destination) {
        return connection.capabilities().has("MOVE")
                ? movedAtOnce(name, uids, destination)
                : copiedAndRemoved(name, uids, destination);
    }

    /** RFC 6851. */
    private Moved movedAtOnce(MailboxName name, List<Uid> uids, MailboxName destination) {
        String set = UidSet.of(uids);
        List<Reply> replies = connection.send(List.of(
                ByUid.exists(set), Command.changing("UID MOVE " + set + " ").mailbox(destination)));
        Reply moved = replies.getLast();
        Map<Uid, Uid> newUids = newUids(moved);
        List<Uid> there =
                moved.ok() && !replies.getFirst().ok() ? told(newUids, uids) : ByUid.there(replies.getFirst(), uids);
        if (!moved.ok()) {
            throw directory.refused(destination, moved);
        }
        return new Moved(name, destination, there, newUids, Optional.empty());
    }

    /**
     * Without UIDPLUS the originals stay, marked as deleted. Those that are marked so already are left alone there: it is what an
     * earlier move leaves behind, and to move it again would make a second copy.
     */
    private Moved copiedAndRemoved(MailboxName name, List<Uid> uids, MailboxName destination) {
        Reply known = connection.send(Command.asking("UID FETCH " + UidSet.of(uids) + " (UID FLAGS)"));
        List<Uid> there = ByUid.there(known, uids);
        if (!connection.capabilities().has("UIDPLUS")) {
            List<Uid> marked = Fetched.all(known).stream()
                    .filter(message -> message.flags().contains(Flag.DELETED))
                    .flatMap(message -> message.uid().stream())
                    .toList();
            there = there.stream().filter(uid -> !marked.contains(uid)).toList();
            if (there.isEmpty()) {
                throw new MailException(
                        Fault.MESSAGE_NOT_FOUND,
                        "marked as deleted already: it was moved or deleted before, and this mail server keeps what is"
                                + " left of it until the folder is compacted",
                        "Look for it in the destination.");
            }
        }
        String set = UidSet.of(there);
        Reply copied = connection.send(Command.changing("UID COPY " + set + " ").mailbox(destination));
        if (!copied.ok()) {
            throw directory.refused(destination, copied);
        }
        return new Moved(name, destination, there, newUids(copied), removeCopied(set));
    }

    /** @return why the originals are still there; empty when they are gone */
    private Optional<String> removeCopied(String set) {
        try {
            return remove(set)
                    ? Optional.empty()
                    : Optional.of(
                            "this mail server can neither move nor remove single messages: copies were made, and the"
                                    + " originals are marked as deleted until the person compacts the folder in a mail program");
        } catch (MailException e) {
            if (!connection.usable()) {
                throw new MailException(
                        Fault.UNKNOWN_OUTCOME,
                        "copies were made in the destination, but the connection was lost before the originals were known"
                                + " to be removed",
                        "Look at both folders before trying again: moving once more may make second copies.",
                        e);
            }
            return Optional.of("copies were made, but the originals could not be removed: " + e.getMessage()
                    + "; to move them again would make second copies");
        }
    }

    /**
     * Marks messages as deleted and removes exactly them (UID EXPUNGE, RFC 4315 §2.1).
     *
     * <p>Without UIDPLUS they stay, marked. The substitute that is known — unmark what others have marked, EXPUNGE, mark it
     * again — removes for good whatever another program marks in between; a message left over is the lesser evil.
     *
     * @return whether they are gone
     */
    private boolean remove(String set) {
        if (!connection.capabilities().has("UIDPLUS")) {
            connection.send(ByUid.mark(set)).orRefused();
            return false;
        }
        connection.send(List.of(ByUid.mark(set), ByUid.drop(set))).forEach(Reply::orRefused);
        return true;
    }

    /** Which were moved, where the server would not say which there were. */
    private static List<Uid> told(Map<Uid, Uid> newUids, List<Uid> uids) {
        List<Uid> moved = uids.stream().filter(newUids::containsKey).distinct().toList();
        if (moved.isEmpty()) {
            throw Faults.unknownOutcome(new IOException("the server does not tell what it moved"));
        }
        return moved;
    }

    /** RFC 4315 §3: COPYUID uidvalidity source-set destination-set, both in the same order. */
    private static Map<Uid, Uid> newUids(Reply reply) {
        String[] words =
                reply.code("COPYUID").map(StatusText::arguments).orElse("").split(" +", -1);
        if (words.length != 3) {
            return Map.of();
        }
        List<Uid> from = UidSet.parse(words[1]);
        List<Uid> to = UidSet.parse(words[2]);
        Map<Uid, Uid> map = new HashMap<>();
        for (int i = 0; i < from.size() && from.size() == to.size(); i++) {
            map.put(from.get(i), to.get(i));
        }
        return map;
    }
}
