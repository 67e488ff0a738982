package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls of legacy clients that are being worked on, so that {@code notifications/cancelled} finds them. A client counts its
 * requests from the same number as any other, so a call that cannot be told from another one is not cancelled.
 */
final class RunningCalls {
    private final Map<Key, Entry> running = new ConcurrentHashMap<>();

    private record Key(String caller, String session, JsonNode id) {}

    /** @param twins how many calls share the key */
    private record Entry(Conversation conversation, int twins) {}

    /** Ends with {@link #close}. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    Registration add(Caller caller, LegacySession session, JsonNode id, Conversation conversation) {
        var key = new Key(caller.id(), session.id(), id);
        running.merge(key, new Entry(conversation, 1), (old, _) -> new Entry(old.conversation(), old.twins() + 1));
        return () -> running.computeIfPresent(
                key, (_, old) -> old.twins() == 1 ? null : new Entry(old.conversation(), old.twins() - 1));
    }

    void cancel(Caller caller, LegacySession session, JsonNode id) {
        Entry found = running.get(new Key(caller.id(), session.id(), id));
        if (found != null && found.twins() == 1) {
            found.conversation().withdraw();
        }
    }
}
