package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.imap.Response.Condition;
import dev.mailmcp.mail.imap.Response.Continuation;
import dev.mailmcp.mail.imap.Response.Status;
import dev.mailmcp.mail.imap.Response.Tagged;
import dev.mailmcp.mail.imap.Response.Untagged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The answers to commands that were sent together, as they come in. A server may answer them in another order than they were
 * sent in (RFC 9051 §5.5), so what arrives in between belongs to the flight and not to one command.
 */
final class Flight {
    private final int expected;
    private final Map<String, Optional<Tagged>> tagged = new LinkedHashMap<>();
    private final Set<String> changes = new HashSet<>();
    private final List<Untagged> data = new ArrayList<>();
    private final Map<String, List<Untagged>> toldBefore = new HashMap<>();
    private final List<Condition> conditions = new ArrayList<>();
    private int continuations;

    Flight(int expected) {
        this.expected = expected;
    }

    void started(String tag) {
        tagged.put(tag, Optional.empty());
    }

    /** All of a change but its last line end is written: from now on it may happen. */
    void changeSent(String tag) {
        changes.add(tag);
    }

    void take(Response response) throws ProtocolFault {
        switch (response) {
            case Continuation _ -> continuations++;
            case Untagged untagged -> data.add(untagged);
            case Condition condition -> {
                if (condition.text().is("CLOSED")) {
                    close();
                }
                conditions.add(condition);
            }
            case Tagged end -> {
                if (!Optional.empty().equals(tagged.get(end.tag()))) {
                    throw new ProtocolFault("an answer to a command that was not asked");
                }
                changes.remove(end.tag());
                tagged.put(end.tag(), Optional.of(end));
            }
        }
    }

    /**
     * RFC 9051 §7.1, CLOSED: what came so far was about the mailbox of before, and is for the commands that have ended by now. Who
     * has not ended by now is told nothing of it.
     */
    private void close() {
        List<Untagged> told = List.copyOf(data);
        tagged.forEach((tag, end) -> end.ifPresent(_ -> toldBefore.putIfAbsent(tag, told)));
        data.clear();
    }

    /** How often the server has asked for the rest of a command. */
    int continuations() {
        return continuations;
    }

    boolean ended(String tag) {
        return tagged.getOrDefault(tag, Optional.empty()).isPresent();
    }

    boolean complete() {
        return tagged.size() == expected && tagged.values().stream().allMatch(Optional::isPresent);
    }

    /** In the order of sending. */
    List<Reply> replies() {
        List<Untagged> allData = List.copyOf(data);
        List<Condition> allConditions = List.copyOf(conditions);
        return tagged.values().stream()
                .flatMap(Optional::stream)
                .map(end ->
                        new Reply(end.status(), end.text(), toldBefore.getOrDefault(end.tag(), allData), allConditions))
                .toList();
    }

    boolean changeUnanswered() {
        return !changes.isEmpty();
    }

    Optional<StatusText> goodbye() {
        return conditions.stream()
                .filter(condition -> condition.status() == Status.BYE)
                .map(Condition::text)
                .findFirst();
    }
}
