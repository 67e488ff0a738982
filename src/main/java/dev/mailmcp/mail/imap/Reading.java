package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.Attachment;
import dev.mailmcp.mail.HeaderField;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.Message;
import dev.mailmcp.mail.MessagePage;
import dev.mailmcp.mail.MessageSummary;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.UidValidity;
import dev.mailmcp.mail.imap.Opening.Examined;
import dev.mailmcp.mail.mime.HeaderBlock;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Lists and reads messages. Everything is EXAMINE and BODY.PEEK: nothing of it marks a message as read. */
final class Reading {
    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s]+>");
    /** More than one mail's honest fields take; a header may have a line of a mebibyte. */
    private static final int MOST_HEADER = 64 * 1024;
    /** Besides the envelope: the thread, who vouches for the sender, and what kind of mail it is. */
    private static final List<String> FIELDS = List.of(
            "REFERENCES",
            "RECEIVED",
            "AUTHENTICATION-RESULTS",
            "RETURN-PATH",
            "DELIVERED-TO",
            "LIST-ID",
            "LIST-UNSUBSCRIBE",
            "LIST-UNSUBSCRIBE-POST",
            "AUTO-SUBMITTED",
            "PRECEDENCE",
            "CONTENT-TYPE");

    private static final String WHOLE = "(" + Fetched.SUMMARY + " BODY.PEEK[HEADER.FIELDS (" + String.join(" ", FIELDS)
            + ")]<0." + MOST_HEADER + ">)";

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

    List<MessageSummary> describe(MailboxName name, List<Uid> uids, Optional<UidValidity> expected) {
        Examined examined = opening.examine(
                name, expected, List.of(Command.asking("UID FETCH " + UidSet.of(uids) + " (" + Fetched.SUMMARY + ")")));
        List<MessageSummary> newestFirst = Fetched.all(
                        examined.replies().getFirst().orRefused())
                .stream()
                .filter(f -> f.isSummary() && uids.contains(f.uid().orElseThrow()))
                .map(Fetched::summary)
                .sorted(Comparator.comparing(MessageSummary::uid).reversed())
                .toList();
        if (newestFirst.isEmpty()) {
            throw Faults.noMessage();
        }
        return newestFirst;
    }

    Message read(MailboxName name, Uid uid, Optional<UidValidity> expected) {
        Examined examined = opening.examine(name, expected, List.of(Command.asking("UID FETCH " + uid + " " + WHOLE)));
        Fetched message = find(examined.replies().getFirst(), uid);
        BodyText text = new BodyText(connection, uid);
        List<Attachment> attachments = text.read(message.structure());
        List<HeaderField> fields =
                message.fields().map(octets -> HeaderBlock.read(octets.copy())).orElse(List.of());
        return new Message(
                name,
                examined.mailbox().uidValidity(),
                message.summary(),
                references(fields),
                fields,
                text.plain(),
                text.html(),
                attachments,
                text.special(),
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

    private static List<String> references(List<HeaderField> fields) {
        return fields.stream()
                .filter(field -> field.is("References"))
                .flatMap(field -> MESSAGE_ID.matcher(field.value()).results().map(MatchResult::group))
                .toList();
    }
}
