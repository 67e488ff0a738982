package dev.mailmcp.control;

import dev.mailmcp.store.GrantRow;
import dev.mailmcp.store.Grants;
import dev.mailmcp.store.Store;
import dev.mailmcp.store.StoreUnavailable;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Carries orders out, on whichever store there is. */
public final class Operator {
    private static final Logger LOG = Logger.getLogger(Operator.class);

    private final Store store;
    private final Clock clock;

    public Operator(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Does it, and says what came of it; throws nothing. */
    public Outcome carryOut(Order order) {
        try {
            return switch (order) {
                case Order.ListGrants(Optional<String> client, List<String> mailboxes) -> list(client, mailboxes);
                case Order.EndGrant(String id) -> end(id);
                case Order.EndGrantsOfClient(String client) ->
                    ended(store.grants().deleteOfClient(client), "of client " + client);
                case Order.EndGrantsOfMailbox(List<String> mailboxes) ->
                    ended(
                            mailboxes.stream()
                                    .mapToInt(store.grants()::deleteOfMailbox)
                                    .sum(),
                            "of one mailbox");
                case Order.RevokeClient(String client) -> revoke(client);
            };
        } catch (StoreUnavailable e) {
            return new Outcome.Failed("the store cannot be used: " + e.getMessage());
        }
    }

    private Outcome list(Optional<String> client, List<String> mailboxes) {
        Instant now = clock.instant();
        Stream<Optional<String>> marks = mailboxes.isEmpty()
                ? Stream.of(Optional.empty())
                : mailboxes.stream().map(Optional::of);
        return new Outcome.Listed(marks.flatMap(
                        mark -> store.grants().list(new Grants.Filter(client, mark, Grants.Filter.MOST)).stream())
                .filter(row -> !row.endedAt(now))
                .sorted(Comparator.comparing(GrantRow::created).reversed().thenComparing(GrantRow::id))
                .limit(Grants.Filter.MOST)
                .map(Operator::entry)
                .toList());
    }

    private static Outcome.Entry entry(GrantRow row) {
        return new Outcome.Entry(
                row.id(),
                row.clientId(),
                row.label(),
                row.mailbox(),
                row.created(),
                row.rotatedAt(),
                // Until the newest tokens are seen in use, the client may have but older ones.
                row.confirmed() ? row.rotatedAt() : row.created(),
                row.idleEnd().isBefore(row.absoluteEnd()) ? row.idleEnd() : row.absoluteEnd(),
                row.stale());
    }

    private Outcome end(String id) {
        if (store.grants().get(id).filter(row -> !row.endedAt(clock.instant())).isEmpty()) {
            return new Outcome.Failed("there is no such grant; ./cli grants list shows those that stand");
        }
        store.grants().delete(id);
        return ended(1, "by its id");
    }

    /** In this order: what is granted in between ends as well. */
    private Outcome revoke(String client) {
        store.revokedClients().revoke(client, clock.instant());
        LOG.infof("client %s was revoked by command", client);
        return ended(store.grants().deleteOfClient(client), "of client " + client);
    }

    private static Outcome ended(int grants, String which) {
        LOG.infof("ended by command: %d grants, %s", grants, which);
        return new Outcome.Ended(grants);
    }
}
