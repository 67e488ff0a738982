package dev.mailmcp.mail.imap;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What the server can do (RFC 9051 §6.1.1), names in upper case, with what these imply. */
record Capabilities(Set<String> names) {
    /** What RFC 9051 contains of what once were extensions. */
    private static final Set<String> IN_REV2 = Set.of(
            "ESEARCH",
            "SEARCHRES",
            "UIDPLUS",
            "MOVE",
            "SPECIAL-USE",
            "LIST-EXTENDED",
            "LIST-STATUS",
            "LITERAL-",
            "SASL-IR",
            "ID",
            "UNSELECT");

    /** What only iCloud says of itself. */
    private static final Set<String> APPLES = Set.of("XAPPLELITERAL", "X-APPLE-REMOTE-LINKS");

    private static final Set<String> BROKEN_AT_APPLE = Set.of("ESEARCH", "ESORT", "PARTIAL", "BINARY");

    static final Capabilities NONE = new Capabilities(Set.of());

    Capabilities {
        names = Set.copyOf(names);
    }

    /** Those that can be relied on, of what the server says. */
    static Capabilities of(Collection<String> words) {
        Set<String> said =
                words.stream().map(word -> word.toUpperCase(Locale.ROOT)).collect(Collectors.toSet());
        if (said.contains("IMAP4REV2")) {
            said.addAll(IN_REV2);
        }
        if (said.contains("QRESYNC")) {
            said.add("CONDSTORE"); // RFC 7162 §3.2.3
        }
        if (APPLES.stream().anyMatch(said::contains)) {
            said.removeAll(BROKEN_AT_APPLE);
        }
        return new Capabilities(said);
    }

    boolean has(String name) {
        return names.contains(name);
    }

    /** The same but for one that turned out to be no more than a word. */
    Capabilities without(String name) {
        return new Capabilities(
                names.stream().filter(other -> !other.equals(name)).collect(Collectors.toSet()));
    }

    /** Whether a literal of this size may follow without waiting (RFC 7888 §4, §5). */
    boolean literalWithoutWaiting(long size) {
        return has("LITERAL+") || (has("LITERAL-") && size <= 4096);
    }
}
