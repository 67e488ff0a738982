package dev.mailmcp.mcp;

/** The work needs something of the client that it did not declare. */
public final class MissingCapability extends RuntimeException {
    private final ClientCapability capability;

    public MissingCapability(ClientCapability capability) {
        super("this needs a client with the capability " + Json.word(capability));
        this.capability = capability;
    }

    ClientCapability capability() {
        return capability;
    }
}
