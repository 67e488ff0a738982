package dev.mailmcp.store;

import java.util.Map;

/**
 * How many grants stand.
 *
 * @param clients how many clients they are of
 * @param byKey how many need a key, by its name. A grant needs two while it is not known whether its client got the newest tokens;
 *     under the empty name stand those of which an earlier version did not note it
 */
public record Census(int grants, int clients, Map<String, Integer> byKey) {
    public Census {
        byKey = Map.copyOf(byKey);
    }
}
