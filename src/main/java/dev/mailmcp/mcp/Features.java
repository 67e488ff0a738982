package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What there is for callers.
 *
 * @param changes what clients can listen to
 * @param logs whether tools send log messages to those who ask for them with the request; deprecated since 2026-07-28, and not
 *     for legacy clients: the level that they set once would have to be remembered
 */
public record Features(Toolset tools, Resources resources, Prompts prompts, Changes changes, boolean logs) {
    /** Tools alone. */
    public static Features of(Toolset tools) {
        return new Features(tools, Resources.NONE, Prompts.NONE, Changes.NONE, false);
    }

    /** Only what really answers stands here, the same in every revision but for what is only served in one. */
    ObjectNode capabilities(Era era) {
        boolean listening = era == Era.MODERN;
        ObjectNode capabilities = Json.object();
        ObjectNode forTools = capabilities.putObject("tools");
        tell(forTools, "listChanged", listening && changes.kinds().contains(Changes.Kind.TOOLS));
        if (!resources.isEmpty()) {
            ObjectNode forResources = capabilities.putObject("resources");
            tell(forResources, "listChanged", listening && changes.kinds().contains(Changes.Kind.RESOURCES));
            tell(forResources, "subscribe", listening && changes.kinds().contains(Changes.Kind.RESOURCE));
        }
        if (!prompts.isEmpty()) {
            ObjectNode forPrompts = capabilities.putObject("prompts");
            tell(forPrompts, "listChanged", listening && changes.kinds().contains(Changes.Kind.PROMPTS));
        }
        if (!prompts.isEmpty() || !resources.isEmpty()) {
            capabilities.putObject("completions");
        }
        if (logs && era == Era.MODERN) {
            capabilities.putObject("logging");
        }
        return capabilities;
    }

    private static void tell(ObjectNode capability, String name, boolean served) {
        if (served) {
            capability.put(name, true);
        }
    }
}
