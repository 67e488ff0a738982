package dev.mailmcp.limit;

import dev.mailmcp.audit.Audit;
import dev.mailmcp.secret.Pseudonyms;
import dev.mailmcp.store.Attempts;
import java.time.Clock;

/** Puts the limits together. */
public final class LimitParts {
    private final Limits limits;
    private final Places places;

    /** @param names for {@link dev.mailmcp.secret.Purpose#LIMIT} */
    public LimitParts(LimitSettings settings, Attempts attempts, Pseudonyms names, Audit audit, Clock clock) {
        this.limits = new Limits(settings.on() ? attempts : new Unlimited(), names, audit, clock);
        this.places = settings.on() ? new Places() : new Places(Integer.MAX_VALUE, Integer.MAX_VALUE, false);
    }

    /** How often logins may be tried. */
    public SignInLimits signIns() {
        return new SignInLimits(limits, places);
    }

    /** How often clients may register, and fail to prove themselves. */
    public ClientLimits clients() {
        return new ClientLimits(limits);
    }
}
