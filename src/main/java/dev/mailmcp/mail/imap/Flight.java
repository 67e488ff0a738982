package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.imap.Response.Condition;
import dev.mailmcp.mail.imap.Response.Continuation;
import dev.mailmcp.mail.imap.Response.Status;
import dev.mailmcp.mail.imap.Response.Tagged;
import dev.mailmcp.mail.imap.Response.Untagged;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The answers to commands that were sent together, as they come in. Servers answer in the order of sending. */
final class Flight {
    private final int expected;
    private final List<String> tags = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();
    private final List<Reply> replies = new ArrayList<>();
    private List<Untagged> data = new ArrayList<>();
    private List<Condition> conditions = new ArrayList<>();
    private Optional<StatusText> goodbye = Optional.empty();

    Flight(int expected) {
        this.expected = expected;
    }

    void started(String tag) {
        tags.add(tag);
    }

    /** All of a change but its last line end is written: from now on it may happen. */
    void changeSent(String tag) {
        changes.add(tag);
    }

    void take(Response response) throws ProtocolFault {
        switch (response) {
            case Continuation _ -> {
                // Too late for the command that it was meant for, or meant for none.
            }
            case Untagged untagged -> data.add(untagged);
            case Condition condition -> {
                conditions.add(condition);
                if (condition.status() == Status.BYE) {
                    goodbye = Optional.of(condition.text());
                }
            }
            case Tagged tagged -> {
                if (replies.size() == tags.size() || !tags.get(replies.size()).equals(tagged.tag())) {
                    throw new ProtocolFault("an answer to a command that was not asked");
                }
                changes.remove(tagged.tag());
                replies.add(new Reply(tagged.status(), tagged.text(), List.copyOf(data), List.copyOf(conditions)));
                data = new ArrayList<>();
                conditions = new ArrayList<>();
            }
        }
    }

    boolean complete() {
        return replies.size() == expected;
    }

    List<Reply> replies() {
        return replies;
    }

    boolean changeUnanswered() {
        return !changes.isEmpty();
    }

    Optional<StatusText> goodbye() {
        return goodbye;
    }
}
