package dev.mailmcp.mail.smtp;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** What a server said it can do in reply to EHLO (RFC 5321 §4.1.1.1). */
final class Extensions {
    private final Map<String, String> arguments = new HashMap<>();

    /** @param ehlo the reply; its first line is a greeting */
    Extensions(Reply ehlo) {
        for (String line : ehlo.lines().subList(1, ehlo.lines().size())) {
            // Old servers write AUTH=LOGIN.
            String[] words = line.replaceFirst("(?i)^AUTH=", "AUTH ").split(" +", 2);
            arguments.merge(words[0].toUpperCase(Locale.ROOT), words.length > 1 ? words[1] : "", (one, other) -> (one
                            + " " + other)
                    .strip());
        }
    }

    boolean has(String keyword) {
        return arguments.containsKey(keyword);
    }

    /** RFC 4954 §3. */
    boolean hasMechanism(String name) {
        return List.of(arguments
                        .getOrDefault("AUTH", "")
                        .toUpperCase(Locale.ROOT)
                        .split(" +", -1))
                .contains(name);
    }

    /** RFC 1870 §3: the most octets it takes; empty when it does not say. */
    OptionalLong largest() {
        String size = arguments.getOrDefault("SIZE", "");
        boolean said = size.matches("[0-9]{1,18}") && Long.parseLong(size) > 0;
        return said ? OptionalLong.of(Long.parseLong(size)) : OptionalLong.empty();
    }
}
