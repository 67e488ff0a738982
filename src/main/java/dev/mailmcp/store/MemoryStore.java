package dev.mailmcp.store;

/** Everything in the memory of one process ({@code STATE=none}): a restart forgets it, another node never knows it. */
public final class MemoryStore implements Store {
    private final MemoryGrants grants = new MemoryGrants();
    private final MemoryOneTime oneTime = new MemoryOneTime();
    private final MemoryRevokedClients revokedClients = new MemoryRevokedClients();
    private final MemoryAttempts attempts = new MemoryAttempts();
    private final MemoryOutgoing outgoing = new MemoryOutgoing();

    @Override
    public Grants grants() {
        return grants;
    }

    @Override
    public OneTime oneTime() {
        return oneTime;
    }

    @Override
    public RevokedClients revokedClients() {
        return revokedClients;
    }

    @Override
    public Attempts attempts() {
        return attempts;
    }

    @Override
    public Outgoing outgoing() {
        return outgoing;
    }

    @Override
    public void check() {}

    @Override
    public void close() {}
}
