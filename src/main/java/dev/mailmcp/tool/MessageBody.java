package dev.mailmcp.tool;

import dev.mailmcp.mail.BodyReader;
import dev.mailmcp.mail.BodyReader.Wish;
import dev.mailmcp.mail.Message;
import dev.mailmcp.mail.ReadBody;
import dev.mailmcp.mail.Removed;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Chooses the body to show, and how it is written. */
@Singleton
final class MessageBody {
    private final BodyReader reader;

    MessageBody(BodyReader reader) {
        this.reader = reader;
    }

    /** What a body is written in. */
    enum Format {
        MARKDOWN,
        TEXT,
        HTML;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The body as a whole.
     *
     * @param format what it is written in, which need not be what was asked for: a mail may have no other
     * @param body of raw HTML, what would be removed stands in it as removed
     */
    record Body(Format format, ReadBody body) {}

    Body of(Message message, Format format, Wish wish) {
        if (format == Format.HTML && message.html().isPresent()) {
            ReadBody read = reader.html(message.html().get(), wish);
            return new Body(Format.HTML, new ReadBody(message.html().get(), read.removed(), false, read.links()));
        }
        return written(message, format, wish).orElseGet(() -> plain(message, wish));
    }

    /** From the HTML where that says something: it is what a person would see. Text is taken from there only if there is no other. */
    private Optional<Body> written(Message message, Format format, Wish wish) {
        // Many senders write a plain part that says nothing beside an HTML part that does.
        boolean plainWanted = format != Format.MARKDOWN
                && message.text().filter(text -> !text.isBlank()).isPresent();
        if (plainWanted || message.html().isEmpty()) {
            return Optional.empty();
        }
        ReadBody read = reader.html(message.html().get(), wish);
        boolean saysNothing = read.text().isBlank()
                && message.text().filter(text -> !text.isBlank()).isPresent();
        Format shown = format == Format.MARKDOWN ? Format.MARKDOWN : Format.TEXT;
        return saysNothing ? Optional.empty() : Optional.of(new Body(shown, read));
    }

    private Body plain(Message message, Wish wish) {
        return new Body(
                Format.TEXT,
                message.text()
                        .map(text -> reader.plain(text, wish))
                        .orElse(new ReadBody("", Removed.NOTHING, false, List.of())));
    }
}
