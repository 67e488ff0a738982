package dev.mailmcp.corpus;

import dev.mailmcp.mail.Address;
import dev.mailmcp.mail.Envelope;
import dev.mailmcp.mail.Message;
import dev.mailmcp.mail.MessageSummary;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether what was read can be shown anywhere: no control characters but line breaks and tabs of a body, no half characters. */
final class Legible {
    private Legible() {}

    static List<String> faults(MessageSummary row) {
        Envelope envelope = row.envelope();
        Stream<Address> people = Stream.of(
                        envelope.from(),
                        envelope.sender(),
                        envelope.replyTo(),
                        envelope.to(),
                        envelope.cc(),
                        envelope.bcc())
                .flatMap(List::stream);
        return Stream.concat(
                        Stream.of(
                                line("subject", envelope.subject()),
                                envelope.messageId().flatMap(id -> line("Message-ID", id)),
                                envelope.inReplyTo().flatMap(id -> line("In-Reply-To", id))),
                        people.flatMap(a -> Stream.of(line("name", a.name()), line("address", a.email()))))
                .flatMap(Optional::stream)
                .toList();
    }

    static List<String> faults(Message message) {
        Stream<Optional<String>> faults = Stream.of(
                faults(message.summary()).stream().findFirst(),
                message.text().flatMap(text -> fault("text", text)),
                message.html().flatMap(html -> fault("HTML", html)));
        Stream<Optional<String>> attachments = message.attachments().stream()
                .flatMap(a -> Stream.of(
                        a.filename().isEmpty()
                                ? Optional.of("an attachment without a name")
                                : line("file name", a.filename()),
                        line("content type", a.contentType()),
                        line("content id", a.contentId()),
                        line("transfer encoding", a.transferEncoding())));
        Stream<Optional<String>> fields = message.fields().stream().map(f -> line(f.name(), f.value()));
        return Stream.of(
                        faults,
                        attachments,
                        fields,
                        message.references().stream().map(id -> line("reference", id)),
                        message.warnings().stream().map(warning -> line("warning", warning)))
                .flatMap(s -> s)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Of several lines. */
    static Optional<String> fault(String what, String text) {
        return line(what, text.replace("\n", "").replace("\t", ""));
    }

    private static Optional<String> line(String what, String text) {
        return text.codePoints()
                .filter(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)
                .mapToObj("U+%04X"::formatted)
                .findFirst()
                .map(c -> "%s in the %s".formatted(c, what));
    }
}
