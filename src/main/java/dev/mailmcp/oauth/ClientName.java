package dev.mailmcp.oauth;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * A client's name as a person may be shown it: what it looks like must be what it is (RFC 7591 §5). No controls, nothing
 * invisible, nothing that turns the direction of text round, one line, not long.
 */
record ClientName(String value) {
    private static final int LONGEST = 60;
    /** Alphabets with letters that look like Latin ones. */
    private static final Set<Character.UnicodeScript> LOOKALIKES = Set.of(
            Character.UnicodeScript.CYRILLIC,
            Character.UnicodeScript.GREEK,
            Character.UnicodeScript.ARMENIAN,
            Character.UnicodeScript.CHEROKEE,
            Character.UnicodeScript.COPTIC);

    ClientName {
        value = value.replaceAll(
                        "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\u034f\\u115f\\u1160\\u3164\\uffa0\\ufe00-\\ufe0f]", "")
                .replaceAll("[\\p{Z}]+", " ")
                .strip();
        if (value.codePointCount(0, value.length()) > LONGEST) {
            value = value.substring(0, value.offsetByCodePoints(0, LONGEST)).strip();
        }
    }

    /** Whether it has letters of two alphabets that are easily taken for each other. */
    boolean mixesAlphabets() {
        Set<Character.UnicodeScript> scripts =
                value.codePoints().mapToObj(Character.UnicodeScript::of).collect(Collectors.toSet());
        boolean other = scripts.stream().anyMatch(LOOKALIKES::contains);
        return other && scripts.contains(Character.UnicodeScript.LATIN);
    }
}
