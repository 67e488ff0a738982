package dev.mailmcp.mcp;

import java.util.Arrays;
import java.util.Optional;

/** How much a log message matters (RFC 5424 §6.2.1), least first. */
public enum LogLevel {
    DEBUG,
    INFO,
    NOTICE,
    WARNING,
    ERROR,
    CRITICAL,
    ALERT,
    EMERGENCY;

    static Optional<LogLevel> of(String word) {
        return Arrays.stream(values())
                .filter(level -> Json.word(level).equals(word))
                .findFirst();
    }
}
