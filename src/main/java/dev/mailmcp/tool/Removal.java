package dev.mailmcp.tool;

import dev.mailmcp.mail.MessageSummary;
import dev.mailmcp.mail.SearchHits;
import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.InputRequest;
import dev.mailmcp.mcp.Parameter;
import dev.mailmcp.mcp.ToolError;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The question whether messages shall go for good. */
final class Removal {
    private static final int MOST_SENDERS = 3;
    private static final int MOST_NAMED = 10;

    private static final Parameter<Boolean> CONFIRM =
            Parameter.truth("confirm", "Delete it for good").otherwise(false);

    private Removal() {}

    /**
     * Asks the person, once for all of them, and ends in an error unless they agree. Nothing may have been changed before.
     *
     * @param shown the messages, at least one, and under which UIDVALIDITY they have their UIDs: only those may be removed
     */
    static void confirmed(SearchHits shown, Call call) {
        boolean yes = call.ask(name(shown), InputRequest.Form.of(question(shown), CONFIRM))
                .field(CONFIRM)
                .orElse(false);
        if (!yes) {
            throw new ToolError(
                    "not_confirmed",
                    "the person did not confirm, nothing was deleted",
                    "Do not ask again unless they want it. Without permanent it would go to Trash.",
                    false);
        }
    }

    /**
     * Of these messages and no others: if the folder was made anew since the question, or its name means another folder now, the
     * answer answers nothing. The folder counts too: on some servers all have the same UIDVALIDITY.
     */
    private static String name(SearchHits shown) {
        String uids = shown.summaries().stream()
                .map(message -> message.uid().toString())
                .collect(Collectors.joining("."));
        return "delete_" + shown.uidValidity().value() + "_" + uids + "_"
                + PercentEncoding.encode(shown.mailbox().value());
    }

    private static String question(SearchHits shown) {
        List<MessageSummary> messages = shown.summaries();
        String folder = "Folder: " + Shown.oneLine(shown.mailbox().value());
        if (messages.size() == 1) {
            MessageSummary message = messages.getFirst();
            return String.join(
                    "\n",
                    "Delete this message for good? It cannot be brought back.",
                    folder,
                    "From: " + from(message),
                    "Subject: " + theirs(message.envelope().subject()),
                    "Date: " + Summary.date(message));
        }
        List<String> lines = new ArrayList<>();
        lines.add("Delete these " + messages.size() + " messages for good? They cannot be brought back.");
        lines.add(folder);
        messages.stream()
                .limit(MOST_NAMED)
                .forEach(message -> lines.add(Summary.date(message) + ", " + from(message) + ": "
                        + theirs(message.envelope().subject())));
        if (messages.size() > MOST_NAMED) {
            lines.add("(and " + (messages.size() - MOST_NAMED) + " more)");
        }
        return String.join("\n", lines);
    }

    private static String from(MessageSummary message) {
        return theirs(String.join(", ", Shown.addresses(message.envelope().from(), MOST_SENDERS)));
    }

    /** Nothing to click on: a form of ours must not lead a person to where an outsider wants them (MCP, elicitation). */
    private static String theirs(String text) {
        return Shown.oneLine(text).replace("://", ": //");
    }
}
