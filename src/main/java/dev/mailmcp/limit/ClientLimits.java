package dev.mailmcp.limit;

import dev.mailmcp.limit.Limits.Counted;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How often clients may register, and fail to prove themselves. Each answer is how long to wait; empty where one need not. */
public final class ClientLimits {
    private final Limits limits;

    ClientLimits(Limits limits) {
        this.limits = limits;
    }

    /** Whether a registration need not even be read. */
    public Optional<Duration> registrationsHeld(InetAddress from) {
        return limits.blocked(registrations(from));
    }

    /** Counts a client that is about to be registered. */
    public Optional<Duration> registering(InetAddress from) {
        return registrations(from).stream()
                .flatMap(counted -> limits.count(counted, from).stream())
                .max(Duration::compareTo);
    }

    private static List<Counted> registrations(InetAddress from) {
        return List.of(
                new Counted(Rule.REGISTRATIONS_FROM_ADDRESS, AddressBlock.of(from)),
                new Counted(Rule.REGISTRATIONS, "all"));
    }

    /**
     * Counts a wrong proof. Secrets cannot be guessed, so a right one is never held off: whoever fails in a client's name cannot
     * shut it out. Unknown clients are not counted, of which anybody can make up any number.
     *
     * @param client the short stable id of a known client
     */
    public Optional<Duration> proofFailed(InetAddress from, String client) {
        var counted = new Counted(Rule.CLIENT_PROOF, AddressBlock.of(from) + " " + client);
        Optional<Duration> blocked = limits.blocked(List.of(counted));
        return blocked.isPresent() ? blocked : limits.count(counted, from);
    }
}
