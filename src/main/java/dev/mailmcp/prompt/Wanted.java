package dev.mailmcp.prompt;

import dev.mailmcp.mail.Uid;
import dev.mailmcp.mcp.Completer;
import dev.mailmcp.mcp.PromptArgument;
import java.util.Map;

/** The argument that says which message, and the step that finds it. */
final class Wanted {
    private static final String NAME = "message";

    private Wanted() {}

    static PromptArgument argument() {
        return new PromptArgument(
                NAME, "Message", "Words of its subject, or its UID in the folder", true, Completer.NONE);
    }

    static String step(Map<String, String> arguments) {
        String wanted = arguments.getOrDefault(NAME, "").strip();
        String folder = Folder.of(arguments);
        if (wanted.matches("[1-9][0-9]{0,9}") && Long.parseLong(wanted) <= Uid.HIGHEST) {
            return "Call `get_mail_message` with folder " + folder + " and uid " + wanted
                    + ". If it is not there, stop and tell me.";
        }
        String query = "SUBJECT " + Quoted.value(wanted) + Correspondent.key("FROM", arguments);
        return "Call `search_mail_messages` with folder " + folder + ", query `" + query
                + "` and limit 10. If nothing is found, try fewer words once. If the hits belong to more than one thread, show"
                + " me sender, date and subject of each and stop until I choose. Then call `get_mail_message` for the newest.";
    }
}
