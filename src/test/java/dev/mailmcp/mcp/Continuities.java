package dev.mailmcp.mcp;

import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What carries something from request to request, in memory. */
public final class Continuities {
    private Continuities() {}

    public static Continuity inMemory(Clock clock) {
        Set<String> used = new HashSet<>();
        return new Continuity(
                new Drawer(),
                (id, _) -> {
                    synchronized (used) {
                        return used.add(id);
                    }
                },
                new MemoryAwaitedAnswers(),
                clock);
    }

    /** A seal that keeps what it seals, and gives out numbers of drawers. */
    private static final class Drawer implements StateSeal {
        private final Map<String, byte[]> drawers = new ConcurrentHashMap<>();

        @Override
        public String seal(Purpose purpose, byte[] content) {
            String number = UUID.randomUUID().toString();
            drawers.put(purpose + number, content);
            return number;
        }

        @Override
        public Optional<byte[]> open(Purpose purpose, String sealed) {
            return Optional.ofNullable(drawers.get(purpose + sealed));
        }
    }
}
