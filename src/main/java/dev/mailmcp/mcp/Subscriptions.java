package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/** {@code subscriptions/listen} (MCP 2026-07-28, subscriptions): a stream of what changes, until the client closes it. */
final class Subscriptions {
    /** A grant may have been revoked meanwhile: the client listens again, with a token that is looked at again. */
    private static final Duration LIFE = Duration.ofMinutes(30);

    private static final int MOST_RESOURCES = 100;
    private final Changes changes;

    Subscriptions(Changes changes) {
        this.changes = changes;
    }

    boolean served() {
        return !changes.kinds().isEmpty();
    }

    /** Of what the client asked for, the part that is served. */
    Changes.Interest agreed(ObjectNode params) throws RpcError {
        JsonNode filter = params.path("notifications");
        if (!filter.isObject()) {
            throw RpcError.invalidParams("notifications, what to listen to, is missing or not an object");
        }
        Set<Changes.Kind> kinds = EnumSet.noneOf(Changes.Kind.class);
        for (Changes.Kind kind : changes.kinds()) {
            if (kind != Changes.Kind.RESOURCE && filter.path(kind.filter()).asBoolean()) {
                kinds.add(kind);
            }
        }
        Set<String> uris = new TreeSet<>();
        if (changes.kinds().contains(Changes.Kind.RESOURCE)) {
            for (JsonNode uri : filter.path(Changes.Kind.RESOURCE.filter())) {
                uris.add(uri.asText());
            }
        }
        if (uris.size() > MOST_RESOURCES) {
            throw RpcError.invalidParams("at most " + MOST_RESOURCES + " resources can be listened to at once");
        }
        if (!uris.isEmpty()) {
            kinds.add(Changes.Kind.RESOURCE);
        }
        return new Changes.Interest(kinds, uris);
    }

    /** Returns when the stream shall end in good order. */
    void listen(Message.Request request, Caller caller, Changes.Interest interest, Conversation conversation) {
        var news = new News();
        // Listening begins before that is said: what changes from then on is told.
        try (Changes.Listening _ = changes.listen(caller, interest, news::add)) {
            conversation.send(
                    Notices.of("notifications/subscriptions/acknowledged", acknowledged(request.id(), interest)));
            long end = System.nanoTime() + LIFE.toNanos();
            for (long left = LIFE.toNanos(); left > 0 && conversation.heard(); left = end - System.nanoTime()) {
                for (Changes.Change change : news.within(left)) {
                    conversation.send(notification(request.id(), change));
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // The client closed the stream, or the server ends.
        }
    }

    private static ObjectNode acknowledged(JsonNode id, Changes.Interest interest) {
        ObjectNode params = Json.object();
        params.set("_meta", Meta.subscription(id));
        ObjectNode agreed = params.putObject("notifications");
        for (Changes.Kind kind : new TreeSet<>(interest.kinds())) {
            if (kind == Changes.Kind.RESOURCE) {
                new TreeSet<>(interest.uris()).forEach(agreed.putArray(kind.filter())::add);
            } else {
                agreed.put(kind.filter(), true);
            }
        }
        return params;
    }

    private static byte[] notification(JsonNode id, Changes.Change change) {
        ObjectNode params = Json.object();
        params.set("_meta", Meta.subscription(id));
        return switch (change) {
            case Changes.Change.OfList(Changes.Kind kind) -> Notices.of(kind.notification(), params);
            case Changes.Change.OfResource(String uri) ->
                Notices.of(Changes.Kind.RESOURCE.notification(), params.put("uri", uri));
        };
    }
}
