package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.Appended;
import dev.mailmcp.mail.Flag;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.Moved;
import dev.mailmcp.mail.Transmittable;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.UidValidity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Changes mailboxes. A change is sent only after SELECT has shown the UIDVALIDITY that it is meant for, and nothing is ever
 * removed by a bare EXPUNGE, which would take what others marked as deleted along.
 */
final class Changing {
    private static final Flag RECENT = new Flag("\\Recent");

    private final Connection connection;
    private final Opening opening;
    private final Directory directory;

    Changing(Connection connection, Opening opening, Directory directory) {
        this.connection = connection;
        this.opening = opening;
        this.directory = directory;
    }

    Map<Uid, List<Flag>> store(
            MailboxName name, List<Uid> uids, Optional<UidValidity> expected, List<Flag> add, List<Flag> remove) {
        Selected mailbox = select(name, uids, expected);
        for (Flag flag : add) {
            if (flag.equals(RECENT) || !mailbox.keeps(flag)) {
                throw new MailException(
                        Fault.REFUSED,
                        "the mailbox \"" + name + "\" does not keep the flag " + flag,
                        "It keeps "
                                + mailbox.permanent()
                                        .map(kept -> String.join(" ", kept))
                                        .orElse("system flags") + ".");
            }
        }
        String set = UidSet.of(uids);
        List<Command> commands = new ArrayList<>();
        if (!add.isEmpty()) {
            commands.add(Command.changing("UID STORE " + set + " +FLAGS.SILENT " + list(add)));
        }
        if (!remove.isEmpty()) {
            commands.add(Command.changing("UID STORE " + set + " -FLAGS.SILENT " + list(remove)));
        }
        // The answers to STORE would not tell the flags of messages that had them already on every server.
        commands.add(Command.asking("UID FETCH " + set + " (UID FLAGS)"));
        List<Reply> replies = connection.send(commands);
        Map<Uid, List<Flag>> flags = new LinkedHashMap<>();
        for (Fetched message : Fetched.all(replies.getLast())) {
            message.uid().filter(uids::contains).ifPresent(uid -> flags.put(uid, message.flags()));
        }
        if (flags.isEmpty() && replies.getLast().ok()) {
            throw Faults.noMessage();
        }
        replies.forEach(Reply::orRefused);
        return flags;
    }

    Moved move(MailboxName name, List<Uid> uids, Optional<UidValidity> expected, MailboxName destination) {
        if (name.equals(destination)) {
            throw new MailException(
                    Fault.INVALID_ARGUMENT,
                    "the messages are in \"" + destination + "\" already",
                    "Give another destination.");
        }
        select(name, uids, expected);
        return connection.capabilities().has("MOVE")
                ? movedAtOnce(name, uids, destination)
                : copiedAndRemoved(name, uids, destination);
    }

    /** RFC 6851. */
    private Moved movedAtOnce(MailboxName name, List<Uid> uids, MailboxName destination) {
        String set = UidSet.of(uids);
        List<Reply> replies = connection.send(
                List.of(exists(set), Command.changing("UID MOVE " + set + " ").mailbox(destination)));
        Reply moved = replies.getLast();
        Map<Uid, Uid> newUids = newUids(moved);
        List<Uid> there =
                moved.ok() && !replies.getFirst().ok() ? told(newUids, uids) : there(replies.getFirst(), uids);
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
        List<Uid> there = there(known, uids);
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

    List<Uid> expunge(MailboxName name, List<Uid> uids, Optional<UidValidity> expected) {
        select(name, uids, expected);
        String set = UidSet.of(uids);
        boolean single = connection.capabilities().has("UIDPLUS");
        List<Command> commands = single ? List.of(exists(set), mark(set), drop(set)) : List.of(exists(set), mark(set));
        List<Reply> replies = connection.send(commands);
        boolean done = replies.stream().skip(1).allMatch(Reply::ok);
        // Whatever of them there was is gone then, though the server would not say what there was.
        List<Uid> there = done && !replies.getFirst().ok() ? uids : there(replies.getFirst(), uids);
        replies.stream().skip(1).forEach(Reply::orRefused);
        if (!single) {
            throw new MailException(
                    Fault.REFUSED,
                    "this mail server cannot remove single messages (it has no UIDPLUS); "
                            + (there.size() == 1 ? "the message is" : there.size() + " messages are")
                            + " marked as deleted instead",
                    "That much is done: do not try again. Marked messages go for good when the person compacts the folder"
                            + " in a mail program.");
        }
        return there;
    }

    /** Under INBOX where the server has all mailboxes there (Courier, some Cyrus) and says NO to any other place. */
    MailboxName create(MailboxName name) {
        Reply reply = connection.send(Command.changing("CREATE ").mailbox(name));
        // Not every server says ALREADYEXISTS (RFC 5530 §3).
        if (reply.ok()
                || directory.list(false).stream()
                        .anyMatch(mailbox -> mailbox.name().equals(name))) {
            return subscribed(name);
        }
        if (reply.status() == Response.Status.NO) {
            MailboxName below = new MailboxName("INBOX" + directory.delimiter() + name.value());
            if (connection.send(Command.changing("CREATE ").mailbox(below)).ok()) {
                return subscribed(below);
            }
        }
        throw Faults.refused(reply);
    }

    /** Whether mail programs show it is no reason to fail. */
    private MailboxName subscribed(MailboxName name) {
        connection.send(Command.changing("SUBSCRIBE ").mailbox(name));
        return name;
    }

    Appended append(MailboxName name, Transmittable message, List<Flag> flags) {
        List<Flag> kept = flags.stream().filter(flag -> !flag.equals(RECENT)).toList();
        Command append = Command.changing("APPEND ")
                .mailbox(name)
                .text(kept.isEmpty() ? " " : " " + list(kept) + " ")
                .literal(message);
        Reply reply = connection.send(append);
        if (reply.status() == Response.Status.NO && reply.text().mentions("read-only")) {
            // Courier adds nothing to the mailbox that is selected as long as it is open for reading.
            opening.select(name, Optional.empty());
            reply = connection.send(append);
        }
        if (!reply.ok()) {
            throw directory.refused(name, reply);
        }
        // RFC 4315 §3: APPENDUID uidvalidity uid.
        Optional<Uid> uid = reply.code("APPENDUID")
                .map(code -> code.arguments().split(" +", -1))
                .filter(words -> words.length == 2)
                .flatMap(words -> UidSet.parse(words[1]).stream().findFirst());
        return new Appended(name, uid);
    }

    private Selected select(MailboxName name, List<Uid> uids, Optional<UidValidity> expected) {
        if (uids.isEmpty()) {
            throw new MailException(Fault.INVALID_ARGUMENT, "no message was named", "Give at least one uid.");
        }
        return opening.select(name, expected);
    }

    private static Command exists(String set) {
        return Command.asking("UID FETCH " + set + " (UID)");
    }

    private static Command mark(String set) {
        return Command.changing("UID STORE " + set + " +FLAGS.SILENT (\\Deleted)");
    }

    private static Command drop(String set) {
        return Command.changing("UID EXPUNGE " + set);
    }

    /** Which were moved, where the server would not say which there were. */
    private static List<Uid> told(Map<Uid, Uid> newUids, List<Uid> uids) {
        List<Uid> moved = uids.stream().filter(newUids::containsKey).distinct().toList();
        if (moved.isEmpty()) {
            throw Faults.unknownOutcome(new IOException("the server does not tell what it moved"));
        }
        return moved;
    }

    /**
     * Those of the messages that exist, in the order they were named in.
     *
     * @throws MailException MESSAGE_NOT_FOUND when none does
     */
    private static List<Uid> there(Reply told, List<Uid> uids) {
        Set<Uid> existing = Fetched.all(told).stream()
                .flatMap(message -> message.uid().stream())
                .collect(Collectors.toSet());
        List<Uid> there = uids.stream().filter(existing::contains).distinct().toList();
        if (there.isEmpty()) {
            told.orRefused();
            throw Faults.noMessage();
        }
        return there;
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
            connection.send(mark(set)).orRefused();
            return false;
        }
        connection.send(List.of(mark(set), drop(set))).forEach(Reply::orRefused);
        return true;
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

    private static String list(List<Flag> flags) {
        return flags.stream().map(Flag::value).collect(Collectors.joining(" ", "(", ")"));
    }
}
