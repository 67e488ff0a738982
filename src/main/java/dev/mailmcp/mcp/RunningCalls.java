package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls of legacy clients that are being worked on, so that {@code notifications/cancelled} finds them. A client counts its
 * requests from the same number as any other, so a call that cannot be told from another one is not cancelled.
 */
final class RunningCalls {
    /** Several under one key are twins. */
    private final Map<Key, List<Conversation>> running = new ConcurrentHashMap<>();

    private record Key(String caller, String session, JsonNode id) {}

    /** Ends with {@link #close}. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    Registration add(Caller caller, LegacySession session, JsonNode id, Conversation conversation) {
        var key = new Key(caller.id(), session.id(), id);
        running.merge(key, List.of(conversation), RunningCalls::joined);
        return () -> running.computeIfPresent(key, (_, all) -> without(all, conversation));
    }

    void cancel(Caller caller, LegacySession session, JsonNode id) {
        List<Conversation> found = running.getOrDefault(new Key(caller.id(), session.id(), id), List.of());
        if (found.size() == 1) {
            found.getFirst().withdraw();
        }
    }

    boolean isEmpty() {
        return running.isEmpty();
    }

    private static List<Conversation> joined(List<Conversation> some, List<Conversation> more) {
        List<Conversation> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    /** Nothing, so that the key goes too, when none is left. */
    private static @org.jspecify.annotations.Nullable List<Conversation> without(
            List<Conversation> all, Conversation one) {
        List<Conversation> rest =
                all.stream().filter(other -> !other.equals(one)).toList();
        return rest.isEmpty() ? null : rest;
    }
}
