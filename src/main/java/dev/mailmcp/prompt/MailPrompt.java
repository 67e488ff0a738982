package dev.mailmcp.prompt;

import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.Prompt;
import dev.mailmcp.mcp.PromptDefinition;
import dev.mailmcp.mcp.PromptText;
import java.util.Map;

/** A prompt that is one message of the person's. It reads no mail: the model does, with the tools. */
abstract class MailPrompt implements Prompt {
    private final PromptDefinition definition;

    MailPrompt(PromptDefinition definition) {
        this.definition = definition;
    }

    @Override
    public final PromptDefinition definition() {
        return definition;
    }

    @Override
    public final PromptText get(Map<String, String> arguments, Call call) {
        return PromptText.ask(definition.description(), text(arguments).strip());
    }

    /** In the person's words, to the model. */
    abstract String text(Map<String, String> arguments);
}
