package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.Attachment;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.Message;
import dev.mailmcp.mail.MessagePage;
import dev.mailmcp.mail.MessageSummary;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.UidValidity;
import dev.mailmcp.mail.imap.Opening.Examined;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Lists and reads messages. Everything is EXAMINE and BODY.PEEK: nothing of it marks a message as read. */
final class Reading {
    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s]+>");
    private static final String WHOLE = "(" + Fetched.SUMMARY + " BODY.PEEK[HEADER.FIELDS (REFERENCES)])";

    private final Connection connection;
    private final Opening opening;

    Reading(Connection connection, Opening opening) {
        this.connection = connection;
        this.opening = opening;
    }

    MessagePage newest(MailboxName name, int page, int perPage) {
        Selected mailbox = opening.examine(name, Optional.empty(), List.of()).mailbox();
        long last = mailbox.exists() - (page - 1L) * perPage;
        if (last < 1) {
            return new MessagePage(name, mailbox.uidValidity(), mailbox.exists(), List.of());
        }
        long first = Math.max(1, last - perPage + 1);
        Reply reply = connection
                .send(Command.asking("FETCH " + first + ":" + last + " (" + Fetched.SUMMARY + ")"))
                .orRefused();
        List<MessageSummary> newestFirst = Fetched.all(reply).stream()
                .filter(f -> f.sequence() >= first && f.sequence() <= last && f.isSummary())
                .sorted(Comparator.comparingLong(Fetched::sequence).reversed())
                .map(Fetched::summary)
                .toList();
        return new MessagePage(name, mailbox.uidValidity(), mailbox.exists(), newestFirst);
    }

    Message read(MailboxName name, Uid uid, Optional<UidValidity> expected) {
        Examined examined = opening.examine(name, expected, List.of(Command.asking("UID FETCH " + uid + " " + WHOLE)));
        Fetched message = find(examined.replies().getFirst(), uid);
        BodyText text = new BodyText(connection, uid);
        List<Attachment> attachments = text.read(message.structure());
        return new Message(
                name,
                examined.mailbox().uidValidity(),
                message.summary(),
                references(message),
                text.plain(),
                text.html(),
                attachments,
                text.warnings());
    }

    long download(MailboxName name, Uid uid, UidValidity expected, Attachment attachment, OutputStream sink)
            throws IOException {
        opening.examine(name, Optional.of(expected), List.of());
        return new Download(connection, uid, attachment).writeTo(sink);
    }

    private static Fetched find(Reply reply, Uid uid) {
        return Fetched.all(reply.orRefused()).stream()
                .filter(f -> f.uid().equals(Optional.of(uid)) && f.isSummary())
                .findFirst()
                .orElseThrow(Faults::noMessage);
    }

    private static List<String> references(Fetched message) {
        String header = message.references()
                .map(octets -> new String(octets.copy(), StandardCharsets.ISO_8859_1))
                .orElse("");
        return MESSAGE_ID.matcher(header).results().map(MatchResult::group).toList();
    }
}
