package dev.mailmcp.mcp;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The methods that both eras share. What is not there for want of anything behind it is not a method. */
final class Methods {
    private final Map<String, Method> methods = new TreeMap<>();

    Methods(Features features, StateSeal seal) {
        var pages = new Pages(seal);
        var tools = new ToolMethods(features.tools(), pages);
        methods.put("tools/list", Method.atOnce(Method.Keeping.PERSONAL, tools::list));
        methods.put("tools/call", Method.working(Method.Keeping.NONE, tools::call));
        if (!features.prompts().isEmpty()) {
            var prompts = new PromptMethods(features.prompts(), pages);
            methods.put("prompts/list", Method.atOnce(Method.Keeping.PERSONAL, prompts::list));
            methods.put("prompts/get", Method.working(Method.Keeping.NONE, prompts::get));
        }
        if (!features.resources().isEmpty()) {
            var resources = new ResourceMethods(features.resources(), pages);
            methods.put("resources/list", Method.working(Method.Keeping.MOMENTARY, resources::list));
            methods.put("resources/templates/list", Method.atOnce(Method.Keeping.PERSONAL, resources::templates));
            methods.put("resources/read", Method.working(Method.Keeping.MOMENTARY, resources::read));
        }
        if (!features.prompts().isEmpty() || !features.resources().isEmpty()) {
            var completion = new CompletionMethod(features.prompts(), features.resources());
            methods.put("completion/complete", Method.working(Method.Keeping.NONE, completion::complete));
        }
    }

    Optional<Method> named(String name) {
        return Optional.ofNullable(methods.get(name));
    }
}
