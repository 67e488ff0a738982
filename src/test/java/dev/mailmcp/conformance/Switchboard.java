package dev.mailmcp.conformance;

import dev.mailmcp.mcp.Caller;
import dev.mailmcp.mcp.Changes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Passes on what a fixture says has changed to all who listen for it. */
final class Switchboard implements Changes {
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    private record Listener(Interest interest, Consumer<Change> sink) {}

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.values());
    }

    @Override
    public Listening listen(Caller caller, Interest interest, Consumer<Change> sink) {
        var listener = new Listener(interest, sink);
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void tell(Change change) {
        for (Listener listener : listeners) {
            boolean wanted =
                    switch (change) {
                        case Change.OfList(Kind kind) ->
                            listener.interest().kinds().contains(kind);
                        case Change.OfResource(String uri) ->
                            listener.interest().uris().contains(uri);
                    };
            if (wanted) {
                listener.sink().accept(change);
            }
        }
    }
}
