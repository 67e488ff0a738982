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
    private final Moving moving;

    Changing(Connection connection, Opening opening, Directory directory) {
        this.connection = connection;
        this.opening = opening;
        this.directory = directory;
        this.moving = new Moving(connection, directory);
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
        return moving.move(name, uids, destination);
    }

    List<Uid> expunge(MailboxName name, List<Uid> uids, Optional<UidValidity> expected) {
        select(name, uids, expected);
        String set = UidSet.of(uids);
        boolean single = connection.capabilities().has("UIDPLUS");
        List<Command> commands = single
                ? List.of(ByUid.exists(set), ByUid.mark(set), ByUid.drop(set))
                : List.of(ByUid.exists(set), ByUid.mark(set));
        List<Reply> replies = connection.send(commands);
        boolean done = replies.stream().skip(1).allMatch(Reply::ok);
        // Whatever of them there was is gone then, though the server would not say what there was.
        List<Uid> there = done && !replies.getFirst().ok() ? uids : ByUid.there(replies.getFirst(), uids);
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

    private static String list(List<Flag> flags) {
        return flags.stream().map(Flag::value).collect(Collectors.joining(" ", "(", ")"));
    }
}
