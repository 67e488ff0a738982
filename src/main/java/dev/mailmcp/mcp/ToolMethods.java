package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jboss.logging.Logger;

/** {@code tools/list} and {@code tools/call}: the same in both eras, but for what is put around the results. */
final class ToolMethods {
    private static final Logger LOG = Logger.getLogger(ToolMethods.class);

    private final Toolset tools;

    ToolMethods(Toolset tools) {
        this.tools = tools;
    }

    ObjectNode list(Message.Request request, Caller caller) throws RpcError {
        if (request.params().hasNonNull("cursor")) {
            throw RpcError.invalidParams("unknown cursor: the list of tools has one page");
        }
        ObjectNode result = Json.object();
        result.set("tools", tools.listFor(caller));
        return result;
    }

    ObjectNode call(Message.Request request, Caller caller) throws RpcError, OutsideGrant {
        String name = request.params().path("name").textValue();
        if (name == null) {
            throw RpcError.invalidParams("name, the tool to call, is missing or not a string");
        }
        Tool tool =
                tools.named(name).orElseThrow(() -> RpcError.invalidParams("there is no such tool; see tools/list"));
        if (!caller.may(tool.definition())) {
            throw new OutsideGrant(Set.of(tool.definition().scope()));
        }
        JsonNode given = request.params().path("arguments");
        if (!given.isMissingNode() && !given.isNull() && !given.isObject()) {
            throw RpcError.invalidParams("arguments is not an object");
        }
        return run(tool, given instanceof ObjectNode fields ? fields : Json.object());
    }

    private static ObjectNode run(Tool tool, ObjectNode given) throws RpcError {
        try {
            return succeeded(
                    Json.tree(tool.call(Arguments.read(tool.definition().parameters(), given))));
        } catch (ToolError e) {
            return failed(e);
        } catch (CallerRejected e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            // A hostile mail may exhaust the stack of a parser. The message may quote a mail, so it stays out of the
            // log.
            LOG.errorf(
                    "unexpected fault in %s: %s at %s",
                    tool.definition().name(), e.getClass().getName(), origin(e));
            throw RpcError.internal();
        }
    }

    private static ObjectNode succeeded(ObjectNode structured) {
        ObjectNode result = text(structured);
        result.set("structuredContent", structured);
        return result.put("isError", false);
    }

    /** As text alone: clients check structured content against the output schema, which tells of successes. */
    private static ObjectNode failed(ToolError error) {
        return text(error.toJson()).put("isError", true);
    }

    private static ObjectNode text(ObjectNode json) {
        ObjectNode result = Json.object();
        result.putArray("content").addObject().put("type", "text").put("text", Json.text(json));
        return result;
    }

    private static String origin(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length == 0 ? "an unknown place" : trace[0].toString();
    }
}
