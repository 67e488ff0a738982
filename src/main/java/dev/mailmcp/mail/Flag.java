package dev.mailmcp.mail;

import dev.mailmcp.value.InvalidValue;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A system flag ({@code \Seen}) or a keyword ({@code $Forwarded}), RFC 9051 §2.3.2. System flags are held in their usual
 * spelling; equality of keywords ignores case, as servers do.
 */
public record Flag(String value) {
    private static final List<String> SYSTEM = List.of("Seen", "Answered", "Flagged", "Deleted", "Draft");
    // RFC 9051 §9 flag-keyword = atom: no specials, no controls, no space.
    private static final Pattern ATOM = Pattern.compile("[!#$&'+,\\-./0-9:;<=>?@A-Z\\[^_`a-z|}~]{1,100}");

    // After the patterns that the constructor reads.
    /** The message was read (RFC 9051 §2.3.2). */
    public static final Flag SEEN = new Flag("\\Seen");
    /** The message is not finished (RFC 9051 §2.3.2). */
    public static final Flag DRAFT = new Flag("\\Draft");
    /** The message goes with the next expunge (RFC 9051 §2.3.2). */
    public static final Flag DELETED = new Flag("\\Deleted");

    public Flag {
        String bare = value.startsWith("\\") ? value.substring(1) : value;
        String known =
                SYSTEM.stream().filter(bare::equalsIgnoreCase).findFirst().orElse("");
        if (!known.isEmpty()) {
            value = "\\" + known;
        } else if (value.startsWith("\\") && !bare.equalsIgnoreCase("Recent")) {
            throw new InvalidValue(
                    "not a system flag: use \\Seen, \\Answered, \\Flagged, \\Deleted or \\Draft, or a keyword"
                            + " without a backslash");
        } else if (!ATOM.matcher(bare).matches()) {
            throw new InvalidValue("not a flag: a keyword has no spaces and none of ( ) { % * \" \\ ]");
        }
    }

    /** A flag as a server spells it, whatever that is: a reading of mail never fails because of one. */
    public static java.util.Optional<Flag> lenient(String value) {
        try {
            return java.util.Optional.of(new Flag(value));
        } catch (InvalidValue _) {
            return java.util.Optional.empty();
        }
    }

    /** Whether IMAP itself gives it a meaning (RFC 9051 §2.3.2); all others are keywords. */
    public boolean isSystem() {
        return value.startsWith("\\");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Flag that && value.equalsIgnoreCase(that.value);
    }

    @Override
    public int hashCode() {
        return value.toLowerCase(Locale.ROOT).hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
