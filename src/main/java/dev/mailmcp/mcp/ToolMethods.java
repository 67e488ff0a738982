package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** {@code tools/list} and {@code tools/call}. */
final class ToolMethods {
    private final Toolset tools;
    private final Pages pages;

    ToolMethods(Toolset tools, Pages pages) {
        this.tools = tools;
        this.pages = pages;
    }

    ObjectNode list(Incoming incoming) throws RpcError {
        return pages.page(
                incoming, "tools", tools.listFor(incoming.caller()), Toolset.Entry::name, Toolset.Entry::listing);
    }

    ObjectNode call(Incoming incoming) throws RpcError, OutsideGrant {
        String name = incoming.text("name", "the tool to call");
        Tool tool =
                tools.named(name).orElseThrow(() -> RpcError.invalidParams("there is no such tool; see tools/list"));
        if (!incoming.caller().may(tool.definition().scope())) {
            throw new OutsideGrant(Set.of(tool.definition().scope()));
        }
        JsonNode given = incoming.params().path("arguments");
        if (!given.isMissingNode() && !given.isNull() && !given.isObject()) {
            throw RpcError.invalidParams("arguments is not an object");
        }
        return run(tool, given instanceof ObjectNode fields ? fields : Json.object(), incoming.call());
    }

    private static ObjectNode run(Tool tool, ObjectNode given, Call call) throws RpcError {
        try {
            return tool.call(Arguments.read(tool.definition().parameters(), given), call)
                    .toJson();
        } catch (ToolError e) {
            return failed(e);
        } catch (RuntimeException | StackOverflowError e) {
            throw Faults.unexpected("the tool " + tool.definition().name(), e);
        }
    }

    /** As text alone: clients check structured content against the output schema, which tells of successes. */
    private static ObjectNode failed(ToolError error) {
        ObjectNode result = Json.object();
        result.putArray("content").add(new Content.Text(Json.text(error.toJson())).toJson());
        return result.put("isError", true);
    }
}
