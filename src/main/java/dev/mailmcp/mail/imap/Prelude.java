package dev.mailmcp.mail.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Commands nobody waits for, that go along with the next ones that are sent, before them, and so cost no flight of their own. */
final class Prelude {
    private record Along(Command command, Consumer<Reply> answered) {}

    private List<Along> waiting = new ArrayList<>();

    /** @param answered is told the reply, also NO; not called when the flight fails */
    void add(Command command, Consumer<Reply> answered) {
        waiting.add(new Along(command, answered));
    }

    /**
     * @param exchange sends commands and gives their replies in the same order
     * @return the replies to these commands alone
     */
    List<Reply> before(List<Command> commands, Function<List<Command>, List<Reply>> exchange) {
        List<Along> along = waiting;
        if (along.isEmpty()) {
            return exchange.apply(commands);
        }
        waiting = new ArrayList<>();
        List<Reply> replies = exchange.apply(Stream.concat(along.stream().map(Along::command), commands.stream())
                .toList());
        for (int i = 0; i < along.size(); i++) {
            along.get(i).answered().accept(replies.get(i));
        }
        return replies.subList(along.size(), replies.size());
    }
}
