package dev.mailmcp.token;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a grant may do (RFC 6749 §3.3). In the order in which the sign-in page and the metadata name them. */
public enum Scope {
    READ("mail:read"),
    ORGANIZE("mail:organize"),
    DRAFT("mail:draft"),
    SEND("mail:send"),
    DELETE("mail:delete");

    private final String value;

    Scope(String value) {
        this.value = value;
    }

    /** The word on the wire: {@code "mail:read"}. */
    public String value() {
        return value;
    }

    /** @param value as on the wire, {@code mail:read} for one */
    public static Optional<Scope> of(String value) {
        return Arrays.stream(values())
                .filter(scope -> scope.value.equals(value))
                .findFirst();
    }

    /** All there are, in the order in which they are shown. */
    public static Set<Scope> all() {
        return EnumSet.allOf(Scope.class);
    }

    /** These and what they imply: organize, draft and delete imply read; send does not. */
    public static Set<Scope> withImplied(Collection<Scope> granted) {
        Set<Scope> all = EnumSet.noneOf(Scope.class);
        all.addAll(granted);
        if (all.contains(ORGANIZE) || all.contains(DRAFT) || all.contains(DELETE)) {
            all.add(READ);
        }
        return all;
    }

    /** Space-separated, in our order. */
    public static String join(Collection<Scope> scopes) {
        return Arrays.stream(values())
                .filter(scopes::contains)
                .map(Scope::value)
                .collect(Collectors.joining(" "));
    }
}
