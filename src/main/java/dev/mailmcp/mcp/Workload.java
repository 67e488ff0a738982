package dev.mailmcp.mcp;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** All work under way in this process: who may begin more, and how it ends when the server does. */
final class Workload {
    /** Streams that wait for changes cost little and last long: they must not use up what calls need. */
    private static final int MOST_SUBSCRIPTIONS = 4;

    private static final Duration GLANCE = Duration.ofMillis(20);

    private final Turnstile calls;
    private final Turnstile subscriptions;
    private final Map<Conversation, Order> open = new ConcurrentHashMap<>();

    Workload(Allowance allowance, Clock clock) {
        this.calls = new Turnstile(allowance, clock);
        this.subscriptions =
                new Turnstile(new Allowance(MOST_SUBSCRIPTIONS, allowance.perSecond(), allowance.burst()), clock);
    }

    /** What kind of work it is. */
    enum Kind {
        CALL,
        SUBSCRIPTION
    }

    /** Who asks for what, and in which era. */
    record Order(Kind kind, Message.Request request, Caller caller, Era era) {}

    /** Has it done if the caller's allowance permits. The work counts until it ends, whether or not anybody waits for it. */
    Reply take(Order order, Conversation conversation, Supplier<Reply> work) {
        Turnstile turnstile =
                switch (order.kind()) {
                    case CALL -> calls;
                    case SUBSCRIPTION -> subscriptions;
                };
        return switch (turnstile.enter(order.caller())) {
            case Turnstile.Entry.Refused(var retryAfter) ->
                new Reply.TooMuch(
                        Answers.error(
                                RpcError.tooMuch(), Optional.of(order.request().id()), order.era()),
                        retryAfter);
            case Turnstile.Entry.Admitted admitted -> {
                open.put(conversation, order);
                yield conversation.hold(() -> {
                    try (admitted) {
                        return work.get();
                    } finally {
                        open.remove(conversation);
                    }
                });
            }
        };
    }

    /** Whose work is under way, by {@link Caller#id}. */
    Set<String> callers() {
        return open.values().stream().map(order -> order.caller().id()).collect(Collectors.toSet());
    }

    /** Brings the work of one caller to its end. */
    void dismiss(String caller) {
        open.forEach((conversation, order) -> {
            if (order.caller().id().equals(caller)) {
                conversation.dismiss();
            }
        });
    }

    /**
     * Brings all work to its end, and whoever waits hears what came of it: subscriptions at once, calls after a while in which
     * most end by themselves.
     */
    void end(Duration grace) {
        open.forEach((conversation, order) -> {
            if (order.kind() == Kind.SUBSCRIPTION) {
                conversation.interrupt();
            }
        });
        long deadline = System.nanoTime() + grace.toNanos();
        while (!open.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(GLANCE.toNanos());
        }
        open.keySet().forEach(Conversation::interrupt);
    }

    boolean isEmpty() {
        return open.isEmpty();
    }
}
