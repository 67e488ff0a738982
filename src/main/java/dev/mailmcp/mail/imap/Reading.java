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
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Lists and reads messages, as a rule in one flight. Everything is EXAMINE and BODY.PEEK: nothing of it marks a message as read.
 */
final class Reading {
    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s]+>");
    /** How often a page is asked for while mail comes and goes. */
    private static final int MOST_ASKED = 3;
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

    private static final String HEADER =
            "BODY.PEEK[HEADER.FIELDS (" + String.join(" ", FIELDS) + ")]<0." + MOST_HEADER + ">";

    private final Connection connection;
    private final Opening opening;
    private final Directory directory;
    private final AccountMemory memory;
    private final AuthorLookup authors;
    private final Previews previews;

    Reading(Connection connection, Opening opening, Directory directory, AccountMemory memory, AuthorLookup authors) {
        this.connection = connection;
        this.opening = opening;
        this.directory = directory;
        this.memory = memory;
        this.authors = authors;
        this.previews = new Previews(connection);
    }

    /**
     * Asks for the page that follows from the number of messages last heard of, along with what opens the mailbox or brings its
     * news; when that number turns out to be another, asks again.
     */
    MessagePage newest(MailboxName name, int page, int perPage, boolean beginnings) {
        Optional<Selected> current = opening.current(name);
        OptionalLong guess =
                current.map(selected -> OptionalLong.of(selected.exists())).orElseGet(() -> memory.total(name));
        if (guess.isEmpty()) {
            guess = OptionalLong.of(opening.open(name, Optional.empty()).exists());
            current = opening.current(name);
        }
        long total = guess.getAsLong();
        for (int asked = 1; ; asked++) {
            MessageRange range = MessageRange.of(total, page, perPage);
            Command first = current.isPresent() ? Command.NOOP : Command.opening(name, false);
            String items = Fetched.SUMMARY + (beginnings ? previews.item() : "");
            List<Command> questions = range.isEmpty()
                    ? List.of()
                    : List.of(Command.asking("FETCH " + range.set(current.isPresent()) + " (" + items + ")"));
            Examined examined = opening.ask(first, name, Optional.empty(), questions);
            Selected now = examined.mailbox();
            List<Fetched> found = examined.replies().stream()
                    .flatMap(reply -> Fetched.all(reply).stream())
                    .filter(Fetched::isSummary)
                    .toList();
            boolean refused = beginnings && previews.areRefused(examined.replies());
            if (asked > MOST_ASKED || (!refused && (asked == MOST_ASKED || isWhole(examined, range, total, found)))) {
                examined.replies().forEach(Reply::orRefused);
                return page(now, found, perPage, beginnings);
            }
            total = now.exists();
            current = Optional.of(now);
        }
    }

    /** Whether what was found is what a mailbox with as many messages as there are now has on that page. */
    private static boolean isWhole(Examined examined, MessageRange range, long guess, List<Fetched> found) {
        boolean moved = examined.replies().stream()
                .anyMatch(reply -> reply.data("EXPUNGE").findAny().isPresent());
        long exists = examined.mailbox().exists();
        boolean toTheEnd = range.newest() && exists > 0 && found.stream().anyMatch(f -> f.sequence() == exists);
        return !moved && (exists == guess || (exists > guess && toTheEnd));
    }

    private MessagePage page(Selected mailbox, List<Fetched> found, int perPage, boolean beginnings) {
        found.forEach(message -> memory.saw(mailbox, message));
        List<Fetched> newestFirst = found.stream()
                .sorted(Comparator.comparingLong(Fetched::sequence).reversed())
                .limit(perPage)
                .toList();
        List<MessageSummary> summaries = beginnings
                ? previews.summaries(newestFirst)
                : newestFirst.stream().map(Fetched::summary).toList();
        return new MessagePage(mailbox.name(), mailbox.uidValidity(), mailbox.exists(), summaries);
    }

    List<MessageSummary> describe(MailboxName name, List<Uid> uids, Optional<UidValidity> expected) {
        Command question = Command.asking("UID FETCH " + UidSet.of(uids) + " (" + Fetched.SUMMARY + ")");
        Examined examined = opening.examine(name, expected, List.of(question));
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
        Optional<UidValidity> validity = expected.or(() -> opening.current(name).map(Selected::uidValidity))
                .or(() -> memory.validity(name));
        Optional<Part> remembered = validity.flatMap(known -> memory.structure(name, known, uid));
        Speculation speculation = remembered.map(Speculation::onParts).orElseGet(Speculation::onText);
        Command question =
                Command.asking("UID FETCH " + uid + " (" + Fetched.SUMMARY + " " + HEADER + speculation.items() + ")");
        directory.learnAlong(); // Whoever reads is told whether the sender has ever been written to, in Sent.
        Examined examined = seen(name, uid, expected, question);
        Fetched message = find(examined.replies().getFirst(), uid).orElseThrow(Faults::noMessage);
        Selected mailbox = examined.mailbox();
        memory.saw(mailbox, message);
        BodyText text = new BodyText(connection, uid, message);
        List<Attachment> attachments = text.read(message.structure());
        List<HeaderField> fields =
                message.fields().map(octets -> HeaderBlock.read(octets.copy())).orElse(List.of());
        return new Message(
                name,
                mailbox.uidValidity(),
                message.summary(),
                references(fields),
                fields,
                text.plain(),
                text.html(),
                attachments,
                text.special(),
                text.warnings());
    }

    /** Where the mailbox is open, the news are asked for only when the message is not known yet. */
    private Examined seen(MailboxName name, Uid uid, Optional<UidValidity> expected, Command question) {
        Optional<Selected> current = opening.current(name);
        if (current.isPresent()) {
            current.get().mustHave(expected);
            List<Command> commands = authors.goesAlong(current.get(), uid)
                    ? List.of(Command.opening(name, current.get().writable()), question)
                    : List.of(question);
            Reply reply = connection.send(commands).getLast();
            Optional<Selected> still = opening.current(name)
                    .filter(s -> s.uidValidity().equals(current.get().uidValidity()));
            if (still.isPresent() && find(reply, uid).isPresent()) {
                return new Examined(still.get(), List.of(reply));
            }
        }
        return opening.examine(name, expected, List.of(question));
    }

    long download(MailboxName name, Uid uid, UidValidity expected, Attachment attachment, OutputStream sink)
            throws IOException {
        opening.open(name, Optional.of(expected));
        return new Download(connection, uid, attachment).writeTo(sink);
    }

    private static Optional<Fetched> find(Reply reply, Uid uid) {
        return Fetched.all(reply.orRefused()).stream()
                .filter(f -> f.uid().equals(Optional.of(uid)) && f.isSummary())
                .findFirst();
    }

    private static List<String> references(List<HeaderField> fields) {
        return fields.stream()
                .filter(field -> field.is("References"))
                .flatMap(field -> MESSAGE_ID.matcher(field.value()).results().map(MatchResult::group))
                .toList();
    }
}
