package dev.mailmcp.tool;

import dev.mailmcp.mcp.McpBench;

/** The nine tools for tests of what is around them. */
public final class NineTools {
    private NineTools() {}

    /** A mailbox in memory with the folders that most accounts have, and two messages in INBOX. */
    public static McpBench onAnOrdinaryMailbox() {
        ToolBench bench = ToolBench.ordinary();
        bench.deliver("The kitchen");
        bench.deliver("Re: The kitchen");
        return bench.protocol;
    }
}
