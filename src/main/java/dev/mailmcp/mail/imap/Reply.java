package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.imap.Response.Condition;
import dev.mailmcp.mail.imap.Response.Status;
import dev.mailmcp.mail.imap.Response.Untagged;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How one command ended, and what arrived during its whole flight, or in it until another mailbox was opened. Who reads
 * {@code data} must tell by what it says whether it is meant; unsolicited responses are among it.
 */
record Reply(Status status, StatusText text, List<Untagged> data, List<Condition> conditions) {
    boolean ok() {
        return status == Status.OK;
    }

    /** This reply when it is OK. */
    Reply orRefused() {
        if (!ok()) {
            throw Faults.refused(this);
        }
        return this;
    }

    Stream<Untagged> data(String name) {
        return data.stream().filter(untagged -> untagged.name().equals(name));
    }

    /** The text of the response code with this name, tagged or untagged. */
    Optional<StatusText> code(String name) {
        if (text.is(name)) {
            return Optional.of(text);
        }
        return conditions.stream().map(Condition::text).filter(t -> t.is(name)).findFirst();
    }
}
