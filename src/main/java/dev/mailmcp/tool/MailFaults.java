package dev.mailmcp.tool;

import dev.mailmcp.attachment.AttachmentStoreException;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mcp.ToolError;
import dev.mailmcp.value.InvalidValue;
import java.util.function.Supplier;

/** Makes faults of mail and of attachments into errors that a model can act upon. */
final class MailFaults {
    private MailFaults() {}

    static <T> T told(Supplier<T> work) {
        try {
            return work.get();
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
}
