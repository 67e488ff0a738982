package dev.mailmcp.mail.imap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Asks again for messages that a server cannot bring right now: Yahoo answers FETCH with {@code NO [UNAVAILABLE]} (RFC 5530 §3)
 * now and then, and brings the same messages a moment later. Nothing but FETCH is asked again, and not for long.
 */
final class SecondAsking {
    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(250), Duration.ofSeconds(1));

    private SecondAsking() {}

    /**
     * @param exchange sends commands and gives their replies in the same order
     * @return one reply to each command; to one that was asked again, the last
     */
    static List<Reply> of(List<Command> commands, Function<List<Command>, List<Reply>> exchange) {
        List<Reply> replies = new ArrayList<>(exchange.apply(commands));
        for (Duration pause : PAUSES) {
            List<Integer> missing = missing(commands, replies);
            if (missing.isEmpty() || !waited(pause)) {
                break;
            }
            List<Reply> second =
                    exchange.apply(missing.stream().map(commands::get).toList());
            for (int i = 0; i < missing.size(); i++) {
                replies.set(missing.get(i), second.get(i));
            }
        }
        return replies;
    }

    /** The places of what is worth asking again: not what was asked before a change, for after it the answer is another. */
    private static List<Integer> missing(List<Command> commands, List<Reply> replies) {
        return IntStream.range(0, commands.size())
                .filter(i -> replies.get(i).status() == Response.Status.NO
                        && replies.get(i).text().is("UNAVAILABLE")
                        && commands.get(i).fetches()
                        && commands.stream().skip(i + 1).noneMatch(Command::changes))
                .boxed()
                .toList();
    }

    /** False when somebody wants this thread to end. */
    private static boolean waited(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
