package dev.mailmcp.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailmcp.store.Census;
import java.time.Instant;
import java.util.List;

/** What came of an order. */
public sealed interface Outcome {
    /** The newest first. */
    record Listed(List<Entry> grants) implements Outcome {
        public Listed {
            grants = List.copyOf(grants);
        }
    }

    /** @param revokedClients how many were revoked by command */
    record Counted(Census census, int revokedClients) implements Outcome {}

    /** @param grants how many */
    record Ended(int grants) implements Outcome {}

    /** @param why one line for the operator */
    record Failed(String why) implements Outcome {}

    /**
     * A grant that stands.
     *
     * @param client short id
     * @param label what the client calls itself: its own word
     * @param mailbox mark of the mailbox
     * @param refreshed when its newest tokens were made
     * @param end when it ends unless it is refreshed before
     * @param stale whether the mail server refused its login since that last worked
     */
    record Entry(
            String id,
            String client,
            String label,
            String mailbox,
            Instant created,
            Instant refreshed,
            Instant end,
            boolean stale) {
        /** As the command prints it, and as it stands on the control socket. */
        public ObjectNode toJson() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("id", id)
                    .put("client", client)
                    .put("label", label)
                    .put("mailbox", mailbox)
                    .put("created", created.toString())
                    .put("refreshed", refreshed.toString())
                    .put("ends", end.toString())
                    .put("login_refused", stale);
        }
    }
}
