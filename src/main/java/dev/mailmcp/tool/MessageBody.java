package dev.mailmcp.tool;

import dev.mailmcp.mail.Message;
import dev.mailmcp.mail.ReadableText;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses the body to show, and the stretch of it. */
@Singleton
final class MessageBody {
    private final ReadableText readable;

    MessageBody(ReadableText readable) {
        this.readable = readable;
    }

    /** One of the two bodies, or neither; only one is shown, so that {@code max_chars} bounds the result. */
    record Shown(
            @Nullable String text,
            @Nullable String html,
            @Nullable Long nextOffset) {}

    Shown of(Message message, GetMailMessage.Format format, long offset, long most) {
        if (format == GetMailMessage.Format.HTML && message.html().isPresent()) {
            Excerpt html = Excerpt.of(message.html().get(), offset, most);
            return new Shown(null, html.text(), html.nextOffset());
        }
        return text(message)
                .map(whole -> Excerpt.of(whole, offset, most))
                .map(text -> new Shown(text.text(), null, text.nextOffset()))
                .orElse(new Shown(null, null, null));
    }

    /** A plain part that says nothing beside an HTML part that says something is no text: many senders write such. */
    private Optional<String> text(Message message) {
        return message.text()
                .filter(text -> !text.isBlank() || message.html().isEmpty())
                .or(() -> message.html().map(readable::of));
    }
}
