package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.Acquaintances;
import dev.mailmcp.mail.Address;
import dev.mailmcp.mail.Appended;
import dev.mailmcp.mail.Attachment;
import dev.mailmcp.mail.Envelope;
import dev.mailmcp.mail.Flag;
import dev.mailmcp.mail.Mailbox;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Message;
import dev.mailmcp.mail.MessagePage;
import dev.mailmcp.mail.MessageSummary;
import dev.mailmcp.mail.Moved;
import dev.mailmcp.mail.Role;
import dev.mailmcp.mail.SearchHits;
import dev.mailmcp.mail.SearchRequest;
import dev.mailmcp.mail.Transmittable;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.UidValidity;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A mailbox that costs nothing: one page of twenty messages, made once. The load run puts it into the packaged product where
 * {@link WarmMailboxes} stood, hence this package, and hence nothing here may need a class of the tests.
 */
public final class OnePage implements MailboxSession {
    private static final Instant ARRIVED = Instant.parse("2026-11-20T10:00:00Z");
    private static final Address ADA = new Address("Ada L\u00f6v", "ada@example.org");
    private static final Address BOB = new Address("", "bob@example.org");
    private static final MessagePage PAGE = new MessagePage(
            MailboxName.INBOX,
            new UidValidity(1_700_000_000),
            20_000,
            IntStream.range(0, 20).mapToObj(OnePage::row).toList());

    private static MessageSummary row(int number) {
        var envelope = new Envelope(
                Optional.of("<" + number + ".20261120@example.org>"),
                Optional.of("<" + (number + 1) + ".20261120@example.org>"),
                "Re: The kitchen, offer number " + number,
                List.of(BOB),
                List.of(BOB),
                List.of(BOB),
                List.of(ADA),
                List.of(),
                List.of(),
                Optional.of(ARRIVED.minusSeconds(60L * number)));
        return new MessageSummary(new Uid(20_000 - number), envelope, ARRIVED, 12_345, List.of(Flag.SEEN), false);
    }

    /** What the product calls instead of dialling. */
    public static MailboxSession open() {
        return new OnePage();
    }

    @Override
    public MailboxName resolve(String folder) {
        return MailboxName.INBOX;
    }

    @Override
    public MessagePage newest(MailboxName mailbox, int page, int perPage, boolean previews) {
        return PAGE;
    }

    @Override
    public void close() {}

    private static UnsupportedOperationException notHere() {
        return new UnsupportedOperationException("the load run lists one page, nothing else");
    }

    @Override
    public List<Mailbox> mailboxes(boolean counts) {
        throw notHere();
    }

    @Override
    public Optional<MailboxName> inRole(Role role) {
        throw notHere();
    }

    @Override
    public List<MessageSummary> describe(MailboxName mailbox, List<Uid> uids, Optional<UidValidity> expected) {
        throw notHere();
    }

    @Override
    public Acquaintances acquaintances() {
        throw notHere();
    }

    @Override
    public Message read(MailboxName mailbox, Uid uid, Optional<UidValidity> expected) {
        throw notHere();
    }

    @Override
    public long download(MailboxName mailbox, Uid uid, UidValidity expected, Attachment attachment, OutputStream sink) {
        throw notHere();
    }

    @Override
    public SearchHits search(MailboxName mailbox, SearchRequest request) {
        throw notHere();
    }

    @Override
    public Map<Uid, List<Flag>> store(
            MailboxName mailbox, List<Uid> uids, Optional<UidValidity> expected, List<Flag> add, List<Flag> remove) {
        throw notHere();
    }

    @Override
    public Moved move(MailboxName mailbox, List<Uid> uids, Optional<UidValidity> expected, MailboxName destination) {
        throw notHere();
    }

    @Override
    public MailboxName create(MailboxName name) {
        throw notHere();
    }

    @Override
    public List<Uid> expunge(MailboxName mailbox, List<Uid> uids, Optional<UidValidity> expected) {
        throw notHere();
    }

    @Override
    public Appended append(MailboxName mailbox, Transmittable message, List<Flag> flags) {
        throw notHere();
    }
}
