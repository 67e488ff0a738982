package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A prompt worked out.
 *
 * @param description what it does, for people
 * @param messages at least one
 */
public record PromptText(String description, List<Message> messages) {
    /** Who says it. */
    public enum Role {
        USER,
        ASSISTANT
    }

    /** One message of a conversation. */
    public record Message(Role role, Content content) {}

    public PromptText {
        messages = List.copyOf(messages);
    }

    /** What the person asks for, in one message. */
    public static PromptText ask(String description, String text) {
        return new PromptText(description, List.of(new Message(Role.USER, new Content.Text(text))));
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object().put("description", description);
        var list = json.putArray("messages");
        for (Message message : messages) {
            list.addObject()
                    .put("role", Json.word(message.role()))
                    .set("content", message.content().toJson());
        }
        return json;
    }
}
