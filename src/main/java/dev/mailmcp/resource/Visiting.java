package dev.mailmcp.resource;

import dev.mailmcp.mail.KeptMailboxes;
import dev.mailmcp.mcp.CallerContext;
import dev.mailmcp.token.AccessTokens;
import dev.mailmcp.token.Grant;
import java.util.concurrent.Callable;

/** Makes a {@link Visit} out of each piece of work for a grant: what the work reaches through it is closed when the work ends. */
record Visiting(Grant grant, KeptMailboxes mailboxes, AccessTokens tokens) implements CallerContext {
    @Override
    public <T> T around(Callable<T> work) throws Exception {
        try (var visit = new Visit(grant, mailboxes, tokens)) {
            return ScopedValue.where(Visit.CURRENT, visit).call(work::call);
        }
    }
}
