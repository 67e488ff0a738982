package dev.mailmcp.tool;

import dev.mailmcp.mcp.Arguments;
import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.Tool;
import dev.mailmcp.mcp.ToolDefinition;
import dev.mailmcp.mcp.ToolResult;

/** A tool that works on mail and gives one record. */
abstract class MailTool implements Tool {
    private final ToolDefinition definition;

    MailTool(ToolDefinition definition) {
        this.definition = definition;
    }

    @Override
    public final ToolDefinition definition() {
        return definition;
    }

    @Override
    public final ToolResult call(Arguments arguments, Call call) {
        return result(MailFaults.told(() -> work(arguments, call)));
    }

    /** How the record is given back. */
    ToolResult result(Record record) {
        return ToolResult.of(record);
    }

    abstract Record work(Arguments arguments, Call call);
}
