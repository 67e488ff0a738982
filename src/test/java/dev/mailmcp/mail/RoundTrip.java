package dev.mailmcp.mail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.mail.Composer.Composed;
import dev.mailmcp.mail.mime.FileNames;
import dev.mailmcp.mail.mime.MimeComposer;
import dev.mailmcp.mail.mime.RandomMessageIds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Writing a mail and reading it are inverses: what was composed is what is read back. */
final class RoundTrip {
    private static final MimeComposer COMPOSER = new MimeComposer(Clock.systemUTC(), new RandomMessageIds());

    private RoundTrip() {}

    static Composed composed(Composition letter) {
        return COMPOSER.compose(letter);
    }

    /** By way of a mail server, and our reading. */
    static void check(long seed, MailboxSession session) throws IOException {
        Composition letter = new RandomLetter(seed).compose();
        Composed mail = composed(letter);
        Uid uid =
                session.append(MailboxName.INBOX, mail.kept(), List.of()).uid().orElseGet(() -> newest(session));

        Message read = session.read(MailboxName.INBOX, uid, Optional.empty());

        String which = "letter " + seed;
        Envelope envelope = read.summary().envelope();
        assertEquals(letter.subject(), envelope.subject(), which);
        assertEquals(List.of(letter.from()), envelope.from(), which);
        assertEquals(letter.to(), envelope.to(), which);
        assertEquals(letter.cc(), envelope.cc(), which);
        assertEquals(letter.bcc(), envelope.bcc(), which);
        assertEquals(mail.messageId(), envelope.messageId().orElse(""), which);
        assertEquals(letter.inReplyTo(), envelope.inReplyTo(), which);
        assertEquals(letter.references(), read.references(), which);
        letter.html()
                .ifPresent(html -> assertEquals(lines(html), lines(read.html().orElseThrow()), which));
        if (letter.html().isEmpty() || !letter.text().isBlank()) {
            assertEquals(lines(letter.text()), lines(read.text().orElse("")), which);
        }
        assertEquals(List.of(), read.warnings(), which);
        assertFiles(letter, read, session, which);
    }

    private static Uid newest(MailboxSession session) {
        return session.newest(MailboxName.INBOX, 1, 1).messages().getFirst().uid();
    }

    private static void assertFiles(Composition letter, Message read, MailboxSession session, String which)
            throws IOException {
        assertEquals(letter.files().size(), read.attachments().size(), which);
        for (int i = 0; i < letter.files().size(); i++) {
            Composition.File file = letter.files().get(i);
            Attachment attachment = read.attachments().get(i);
            // Names are made safe when they are read.
            assertEquals(FileNames.safe(file.filename(), attachment.filename()), attachment.filename(), which);
            assertTrue(attachment.contentType().startsWith(file.contentType()), which);
            var content = new ByteArrayOutputStream();
            session.download(MailboxName.INBOX, read.summary().uid(), read.uidValidity(), attachment, content);
            try (var expected = file.content().open()) {
                assertArrayEquals(expected.readAllBytes(), content.toByteArray(), which);
            }
        }
    }

    /** A mail's text ends with a line end, and has CRLF on its way; GreenMail loses empty lines at the end. */
    static String lines(String text) {
        return text.replace("\r\n", "\n").replaceAll("\n+$", "");
    }
}
