package dev.mailmcp.tool;

import dev.mailmcp.attachment.AttachmentStoreException;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mcp.Arguments;
import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.Tool;
import dev.mailmcp.mcp.ToolDefinition;
import dev.mailmcp.mcp.ToolError;
import dev.mailmcp.mcp.ToolResult;
import dev.mailmcp.value.InvalidValue;

/** A tool that works on mail: faults of mail and of attachments become errors that a model can act upon. */
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
        try {
            return ToolResult.of(work(arguments, call));
        } catch (MailException e) {
            throw new ToolError(
                    e.fault().code(),
                    String.valueOf(e.getMessage()),
                    e.hint(),
                    e.fault().retryable());
        } catch (AttachmentStoreException e) {
            throw new ToolError(
                    e.fault().code(),
                    String.valueOf(e.getMessage()),
                    e.fault().hint(),
                    e.fault().retryable());
        } catch (InvalidValue e) {
            throw ToolError.invalidArgument(String.valueOf(e.getMessage()), "");
        }
    }

    abstract Record work(Arguments arguments, Call call);
}
