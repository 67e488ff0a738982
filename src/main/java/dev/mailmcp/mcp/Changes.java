package dev.mailmcp.mcp;

import java.util.Set;
import java.util.function.Consumer;

/** What happens outside of any request, for those who listen (MCP 2026-07-28, subscriptions). */
public interface Changes {
    /** Nothing ever happens. */
    Changes NONE = new Changes() {
        @Override
        public Set<Kind> kinds() {
            return Set.of();
        }

        @Override
        public Listening listen(Caller caller, Interest interest, Consumer<Change> sink) {
            return () -> {};
        }
    };

    /** What can happen. */
    enum Kind {
        TOOLS("toolsListChanged", "notifications/tools/list_changed"),
        PROMPTS("promptsListChanged", "notifications/prompts/list_changed"),
        RESOURCES("resourcesListChanged", "notifications/resources/list_changed"),
        /** One resource has another content. */
        RESOURCE("resourceSubscriptions", "notifications/resources/updated");

        private final String filter;
        private final String notification;

        Kind(String filter, String notification) {
            this.filter = filter;
            this.notification = notification;
        }

        /** The member of a filter that asks for it. */
        String filter() {
            return filter;
        }

        String notification() {
            return notification;
        }
    }

    /**
     * What a client wants to hear of.
     *
     * @param kinds lists, and {@link Kind#RESOURCE} if there are uris
     * @param uris of single resources
     */
    record Interest(Set<Kind> kinds, Set<String> uris) {
        public Interest {
            kinds = Set.copyOf(kinds);
            uris = Set.copyOf(uris);
        }
    }

    /** Something that happened. */
    sealed interface Change {
        /** A list reads differently from now on. */
        record OfList(Kind kind) implements Change {}

        record OfResource(String uri) implements Change {}
    }

    /** Ends with {@link #close}. */
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    /** What is told of at all, by this server. */
    Set<Kind> kinds();

    /**
     * Tells the sink of what happens, on any thread, until the listening is closed.
     *
     * @param interest kinds that are told of, and no others
     */
    Listening listen(Caller caller, Interest interest, Consumer<Change> sink);
}
