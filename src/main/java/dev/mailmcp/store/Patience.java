package dev.mailmcp.store;

import dev.mailmcp.value.InvalidValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How many failures are borne: {@code free} of them within {@code window} block for {@code window}; each further one doubles the
 * block, up to {@code longest}. A block that doubles is remembered for {@code longest} after it is over, so that waiting
 * it out does not bring the free failures back; one that does not double is forgotten when it is over.
 *
 * @param free how many failures block, at least 1
 * @param window counted from the first failure
 * @param longest the longest block; equal to the window there is no doubling
 */
public record Patience(int free, Duration window, Duration longest) {
    public Patience {
        if (free < 1 || !window.isPositive() || longest.compareTo(window) < 0) {
            throw new InvalidValue(
                    "patience is for at least one failure and some time, and its longest block no shorter");
        }
    }

    /**
     * The standing after one more failure.
     *
     * @param before as it is kept, forgotten or not
     */
    public Standing after(Optional<Standing> before, Instant now) {
        Optional<Standing> known =
                before.filter(standing -> standing.forgottenAt().isAfter(now));
        int failures = Math.addExact(known.map(Standing::failures).orElse(0), 1);
        if (failures < free) {
            return new Standing(failures, now, known.map(Standing::forgottenAt).orElse(now.plus(window)));
        }
        Instant over = now.plus(block(failures - free));
        return new Standing(failures, over, longest.equals(window) ? over : over.plus(longest));
    }

    private Duration block(int doublings) {
        Duration block = window;
        for (int i = 0; i < doublings && block.compareTo(longest) < 0; i++) {
            block = block.multipliedBy(2);
        }
        return block.compareTo(longest) < 0 ? block : longest;
    }
}
