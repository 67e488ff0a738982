package dev.mailmcp.mail.pool;

import dev.mailmcp.value.InvalidValue;
import java.time.Duration;

/**
 * How many connections there may be, those in use included.
 *
 * @param perKey for one login; providers allow about ten, and a person's other programs want some of them
 * @param perHost to one server
 * @param total in all
 * @param patience how long a caller waits for its turn
 */
public record Bounds(int perKey, int perHost, int total, Duration patience) {
    public Bounds {
        if (perKey < 1 || perHost < 1 || total < 1 || patience.isNegative()) {
            throw new InvalidValue("at least one connection per login, per host and in all");
        }
    }
}
