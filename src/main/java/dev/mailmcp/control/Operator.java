package dev.mailmcp.control;

import dev.mailmcp.audit.Audit;
import dev.mailmcp.audit.SecurityEvent;
import dev.mailmcp.audit.SecurityEvent.GrantRevoked;
import dev.mailmcp.store.GrantRow;
import dev.mailmcp.store.Grants;
import dev.mailmcp.store.RevokedClients;
import dev.mailmcp.store.StoreUnavailable;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Carries orders out, on whichever store there is, and notes what has ended by them. */
public final class Operator {
    private final Grants grants;
    private final RevokedClients revokedClients;
    private final Audit audit;
    private final Clock clock;

    public Operator(Grants grants, RevokedClients revokedClients, Audit audit, Clock clock) {
        this.grants = grants;
        this.revokedClients = revokedClients;
        this.audit = audit;
        this.clock = clock;
    }

    /** Does it, and says what came of it; throws nothing. */
    public Outcome carryOut(Order order) {
        try {
            return switch (order) {
                case Order.ListGrants(Optional<String> client, List<String> mailboxes) -> list(client, mailboxes);
                case Order.Count _ ->
                    new Outcome.Counted(
                            grants.census(clock.instant()),
                            revokedClients.list().size());
                case Order.EndGrant(String id) -> end(id);
                case Order.EndGrantsOfClient(String client) -> new Outcome.Ended(ended(grants.deleteOfClient(client)));
                case Order.EndGrantsOfMailbox(List<String> mailboxes) ->
                    new Outcome.Ended(mailboxes.stream()
                            .mapToInt(mailbox -> ended(grants.deleteOfMailbox(mailbox)))
                            .sum());
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
                        mark -> grants.list(new Grants.Filter(client, mark, Grants.Filter.MOST)).stream())
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
                row.idleEnd().isBefore(row.absoluteEnd()) ? row.idleEnd() : row.absoluteEnd(),
                row.stale());
    }

    private Outcome end(String id) {
        Optional<GrantRow> standing = grants.get(id).filter(row -> !row.endedAt(clock.instant()));
        if (standing.isEmpty()) {
            return new Outcome.Failed("there is no such grant; ./cli grants list shows those that stand");
        }
        grants.delete(id);
        return new Outcome.Ended(
                ended(List.of(new Grants.Deleted(id, standing.get().clientId()))));
    }

    /** In this order: what is granted in between ends as well. */
    private Outcome revoke(String client) {
        revokedClients.revoke(client, clock.instant());
        int ended = ended(grants.deleteOfClient(client));
        audit.note(new SecurityEvent.ClientRevoked(client, ended));
        return new Outcome.Ended(ended);
    }

    private int ended(List<Grants.Deleted> gone) {
        gone.forEach(grant -> audit.note(new GrantRevoked(grant.id(), grant.clientId(), GrantRevoked.By.OPERATOR)));
        return gone.size();
    }
}
