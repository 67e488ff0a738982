package dev.mailmcp.mcp;

import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** What becomes of faults in the work behind a method. */
final class Faults {
    private static final Logger LOG = Logger.getLogger(Faults.class);

    private Faults() {}

    /** For methods whose results cannot tell of a fault: it is an error of the protocol then. */
    static <T> T orRpcError(String what, Supplier<T> work) throws RpcError {
        try {
            return work.get();
        } catch (ToolError e) {
            throw RpcError.failed(e);
        } catch (RuntimeException | StackOverflowError e) {
            throw unexpected(what, e);
        }
    }

    /** Passes on what is no fault; of anything else the caller learns nothing, and the log no word of a mail. */
    static RpcError unexpected(String what, Throwable e) {
        return switch (e) {
            case CallerRejected rejected -> throw rejected;
            case InputRequired required -> throw required;
            case MissingCapability missing -> RpcError.missingCapability(missing.capability());
            default -> logged(what, e);
        };
    }

    /** See {@link #unexpected}, of what cannot be anything else. */
    static RpcError logged(String what, Throwable e) {
        // A hostile mail may exhaust the stack of a parser. The message may quote a mail, so it stays out.
        LOG.errorf("unexpected fault in %s: %s at %s", what, e.getClass().getName(), origin(e));
        return RpcError.internal();
    }

    private static String origin(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length == 0 ? "an unknown place" : trace[0].toString();
    }
}
