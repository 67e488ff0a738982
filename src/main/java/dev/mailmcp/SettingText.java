package dev.mailmcp;

import dev.mailmcp.value.InvalidValue;
import dev.mailmcp.web.Origins;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what stands in a setting. Each method throws {@link InvalidValue}, which says what should stand there. */
final class SettingText {
    private SettingText() {}

    static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65535) {
            throw new InvalidValue("is a number from 1 to 65535");
        }
        return Integer.parseInt(text);
    }

    static int count(String text) {
        if (!text.matches("[1-9][0-9]{0,5}")) {
            throw new InvalidValue("is a number from 1 to 999999");
        }
        return Integer.parseInt(text);
    }

    static boolean truth(String text) {
        return either(text, "true", "false");
    }

    static boolean either(String text, String yes, String no) {
        if (!text.equals(yes) && !text.equals(no)) {
            throw new InvalidValue("is " + yes + " or " + no);
        }
        return text.equals(yes);
    }

    static String logLevel(String text) {
        if (!Set.of("ERROR", "WARN", "INFO", "DEBUG").contains(text)) {
            throw new InvalidValue("is ERROR, WARN, INFO or DEBUG");
        }
        return text;
    }

    static Set<String> origins(String text) {
        Set<String> origins = new HashSet<>();
        Stream.of(text.split(",", -1)).map(String::strip).forEach(origins::add);
        return new Origins(origins).allowed();
    }

    static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException _) {
            throw new InvalidValue("is a moment in UTC, such as 2026-07-01T00:00:00Z");
        }
    }

    static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException _) {
            throw new InvalidValue("is not a path");
        }
    }

    static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException _) {
            throw new InvalidValue("is not a URL");
        }
    }
}
