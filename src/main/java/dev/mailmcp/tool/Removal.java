package dev.mailmcp.tool;

import dev.mailmcp.mail.Envelope;
import dev.mailmcp.mail.Message;
import dev.mailmcp.mail.UidValidity;
import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.InputRequest;
import dev.mailmcp.mcp.Parameter;
import dev.mailmcp.mcp.ToolError;

/** The question whether a message shall go for good. */
final class Removal {
    private static final int MOST_SENDERS = 3;

    private static final Parameter<Boolean> CONFIRM =
            Parameter.truth("confirm", "Delete it for good").otherwise(false);

    private Removal() {}

    /**
     * Asks the person, and ends in an error unless they agree. Nothing may have been changed before.
     *
     * @return under which the message that the person was shown has its UID: only that one may be removed
     */
    static UidValidity confirmed(Message message, Call call) {
        boolean yes = call.ask(name(message), InputRequest.Form.of(question(message), CONFIRM))
                .field(CONFIRM)
                .orElse(false);
        if (!yes) {
            throw new ToolError(
                    "not_confirmed",
                    "the person did not confirm, nothing was deleted",
                    "Do not ask again unless they want it. Without permanent the message would go to Trash.",
                    false);
        }
        return message.uidValidity();
    }

    /**
     * Of this message and no other: if the folder was made anew since the question, or its name means another folder now, the
     * answer answers nothing. The folder counts too: on some servers all have the same UIDVALIDITY.
     */
    private static String name(Message message) {
        return "delete_" + message.uidValidity().value() + "_"
                + message.summary().uid() + "_"
                + PercentEncoding.encode(message.mailbox().value());
    }

    private static String question(Message message) {
        Envelope envelope = message.summary().envelope();
        return String.join(
                "\n",
                "Delete this message for good? It cannot be brought back.",
                "Folder: " + Shown.oneLine(message.mailbox().value()),
                "From: " + theirs(String.join(", ", Shown.addresses(envelope.from(), MOST_SENDERS))),
                "Subject: " + theirs(envelope.subject()),
                "Date: " + Summary.date(message.summary()));
    }

    /** Nothing to click on: a form of ours must not lead a person to where an outsider wants them (MCP, elicitation). */
    private static String theirs(String text) {
        return Shown.oneLine(text).replace("://", ": //");
    }
}
