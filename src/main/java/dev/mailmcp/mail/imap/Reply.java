package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.imap.Response.Condition;
import dev.mailmcp.mail.imap.Response.Status;
import dev.mailmcp.mail.imap.Response.Untagged;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How one command ended, and what arrived on the way. Untagged responses belong to the command that ended next; unsolicited
 * ones among them are for whoever asks, and ignored by everyone else.
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
