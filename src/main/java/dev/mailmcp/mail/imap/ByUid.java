package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.Uid;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Commands about messages that are named by their UIDs, and which of those there are. */
final class ByUid {
    private ByUid() {}

    /** Asks which of them there are: see {@link #there}. */
    static Command exists(String set) {
        return Command.asking("UID FETCH " + set + " (UID)");
    }

    static Command mark(String set) {
        return Command.changing("UID STORE " + set + " +FLAGS.SILENT (\\Deleted)");
    }

    /** Removes those of them that are marked (RFC 4315 §2.1). */
    static Command drop(String set) {
        return Command.changing("UID EXPUNGE " + set);
    }

    /**
     * Those of the messages that exist, in the order they were named in.
     *
     * @throws MailException MESSAGE_NOT_FOUND when none does
     */
    static List<Uid> there(Reply told, List<Uid> uids) {
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
}
