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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        String set = UidSet.of(uids);
        boolean atOnce = connection.capabilities().has("MOVE");
        List<Reply> replies = connection.send(List.of(
                exists(set),
                Command.changing((atOnce ? "UID MOVE " : "UID COPY ") + set + " ")
                        .mailbox(destination)));
        if (replies.getFirst().ok() && Fetched.all(replies.getFirst()).isEmpty()) {
            throw Faults.noMessage();
        }
        Reply moved = replies.getLast();
        if (!moved.ok()) {
            throw directory.refused(destination, moved);
        }
        if (!atOnce) {
            remove(set);
        }
        return new Moved(name, destination, newUids(moved));
    }

    void expunge(MailboxName name, List<Uid> uids, Optional<UidValidity> expected) {
        select(name, uids, expected);
        String set = UidSet.of(uids);
        if (Fetched.all(connection.send(exists(set)).orRefused()).isEmpty()) {
            throw Faults.noMessage();
        }
        if (!remove(set)) {
            throw new MailException(
                    Fault.REFUSED,
                    "this mail server cannot remove single messages (it has no UIDPLUS); the message is marked as"
                            + " deleted instead",
                    "It goes for good when the person compacts the folder in a mail program.");
        }
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

    /**
     * Marks messages as deleted and removes exactly them (UID EXPUNGE, RFC 4315 §2.1).
     *
     * <p>Without UIDPLUS they stay, marked. The substitute that is known — unmark what others have marked, EXPUNGE, mark it
     * again — removes for good whatever another program marks in between; a message left over is the lesser evil.
     *
     * @return whether they are gone
     */
    private boolean remove(String set) {
        Command mark = Command.changing("UID STORE " + set + " +FLAGS.SILENT (\\Deleted)");
        if (!connection.capabilities().has("UIDPLUS")) {
            connection.send(mark).orRefused();
            return false;
        }
        connection.send(List.of(mark, Command.changing("UID EXPUNGE " + set))).forEach(Reply::orRefused);
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
