package dev.mailmcp.tool;

import dev.mailmcp.mail.MessageSummary;
import java.util.List;

/** Messages that a change would change, a line each: enough to tell whether they are the ones that were meant. */
final class Preview {
    private static final int MOST_ADDRESSES = 3;

    private Preview() {}

    static List<String> of(List<MessageSummary> messages) {
        return messages.stream().map(Preview::line).toList();
    }

    private static String line(MessageSummary message) {
        return message.uid() + ": " + Shown.oneLine(message.envelope().subject()) + " (from "
                + Shown.oneLine(
                        String.join(", ", Shown.addresses(message.envelope().from(), MOST_ADDRESSES))) + ", "
                + Summary.date(message) + ")";
    }
}
