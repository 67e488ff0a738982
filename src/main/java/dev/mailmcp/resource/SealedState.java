package dev.mailmcp.resource;

import dev.mailmcp.mcp.StateSeal;
import dev.mailmcp.secret.Sealer;
import java.util.Optional;

/** What MCP clients carry for us is sealed like tokens are, each kind with keys of its own. */
public final class SealedState implements StateSeal {
    private final Sealer sealer;

    public SealedState(Sealer sealer) {
        this.sealer = sealer;
    }

    @Override
    public String seal(Purpose purpose, byte[] content) {
        return sealer.seal(keys(purpose), content);
    }

    @Override
    public Optional<byte[]> open(Purpose purpose, String sealed) {
        return switch (sealer.open(keys(purpose), sealed)) {
            case Sealer.Opened.Content(byte[] content) -> Optional.of(content);
            case Sealer.Opened.Refused _ -> Optional.empty();
        };
    }

    private static dev.mailmcp.secret.Purpose keys(Purpose purpose) {
        return switch (purpose) {
            case REQUEST_STATE -> dev.mailmcp.secret.Purpose.MCP_REQUEST_STATE;
            case CURSOR -> dev.mailmcp.secret.Purpose.MCP_CURSOR;
            case SESSION -> dev.mailmcp.secret.Purpose.MCP_SESSION;
        };
    }
}
