package dev.mailmcp.corpus;

import dev.mailmcp.mail.Address;
import dev.mailmcp.mail.Attachment;
import dev.mailmcp.mail.Envelope;
import dev.mailmcp.mail.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A message as we read it, as text for a person and a diff: what is empty is left out, long bodies are cut. A script compares it
 * with what another reader makes of the same message.
 */
final class Rendering {
    private static final int LONGEST = 3_000;

    private final StringBuilder out = new StringBuilder();

    private Rendering() {}

    static String of(Message message) {
        var rendering = new Rendering();
        rendering.envelope(message.summary().envelope());
        message.references().forEach(id -> rendering.line("references", id));
        message.attachments().forEach(rendering::attachment);
        message.warnings().forEach(warning -> rendering.line("warning", warning));
        message.text().ifPresent(text -> rendering.body("text", text));
        message.html().ifPresent(html -> rendering.body("html", html));
        return rendering.out.toString();
    }

    private void envelope(Envelope envelope) {
        line("subject", envelope.subject());
        addresses("from", envelope.from());
        if (!envelope.sender().equals(envelope.from())) {
            addresses("sender", envelope.sender());
        }
        if (!envelope.replyTo().equals(envelope.from())) {
            addresses("reply-to", envelope.replyTo());
        }
        addresses("to", envelope.to());
        addresses("cc", envelope.cc());
        addresses("bcc", envelope.bcc());
        envelope.date().ifPresent(date -> line("date", date.toString()));
        envelope.messageId().ifPresent(id -> line("message-id", id));
        envelope.inReplyTo().ifPresent(id -> line("in-reply-to", id));
    }

    private void addresses(String name, List<Address> addresses) {
        addresses.forEach(a -> line(name, a.name().isEmpty() ? a.email() : a.name() + " <" + a.email() + ">"));
    }

    private void attachment(Attachment a) {
        line(
                "attachment",
                "%s %s %d%s%s%s \"%s\""
                        .formatted(
                                a.section(),
                                a.contentType(),
                                a.size(),
                                " " + a.transferEncoding(),
                                a.inline() ? " inline" : "",
                                a.contentId().isEmpty() ? "" : " <" + a.contentId() + ">",
                                a.filename()));
    }

    private void body(String name, String text) {
        int octets = text.getBytes(StandardCharsets.UTF_8).length;
        String shown = text.length() <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST / 2));
        line(name, octets + " octets" + (shown.length() < text.length() ? ", the beginning of which is" : ""));
        shown.lines().forEach(row -> out.append("  |").append(row).append('\n'));
    }

    private void line(String name, String value) {
        if (!value.isEmpty()) {
            out.append(name).append(": ").append(value).append('\n');
        }
    }
}
