package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Answers that reach their request within this process: for one node, or behind a balancer that keeps a client to a node. */
public final class MemoryAwaitedAnswers implements AwaitedAnswers {
    private static final int MOST_OF_A_CALLER = 4;
    private static final int MOST = 1_000;
    private static final int ID_BYTES = 16;

    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    private record Waiting(String caller, CompletableFuture<Optional<ObjectNode>> answer) {}

    @Override
    public synchronized Optional<Awaited> open(Caller caller) {
        long own = waiting.values().stream()
                .filter(other -> other.caller().equals(caller.id()))
                .count();
        if (own >= MOST_OF_A_CALLER || waiting.size() >= MOST) {
            return Optional.empty();
        }
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var made = new Waiting(caller.id(), new CompletableFuture<>());
        waiting.put(id, made);
        return Optional.of(new InProcess(id, made));
    }

    @Override
    public boolean deliver(Caller caller, String id, Optional<ObjectNode> result) {
        Waiting found = waiting.get(id);
        // Whose request it is comes first: another grant's response must not even use it up. Then the first one counts.
        return found != null
                && found.caller().equals(caller.id())
                && found.answer().complete(result);
    }

    private final class InProcess implements Awaited {
        private final String id;
        private final Waiting entry;

        InProcess(String id, Waiting entry) {
            this.id = id;
            this.entry = entry;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public Outcome within(Duration time) throws InterruptedException {
            try {
                return entry.answer()
                        .get(time.toMillis(), TimeUnit.MILLISECONDS)
                        .<Outcome>map(Outcome.Answered::new)
                        .orElseGet(Outcome.Failed::new);
            } catch (TimeoutException _) {
                return new Outcome.Late();
            } catch (ExecutionException e) {
                throw new IllegalStateException("answers are never completed with a fault", e);
            }
        }

        @Override
        public void close() {
            waiting.remove(id, entry);
        }
    }
}
