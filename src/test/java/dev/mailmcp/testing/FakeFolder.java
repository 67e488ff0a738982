package dev.mailmcp.testing;

import dev.mailmcp.mail.Attachment;
import dev.mailmcp.mail.Envelope;
import dev.mailmcp.mail.Flag;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.Message;
import dev.mailmcp.mail.MessageSummary;
import dev.mailmcp.mail.Role;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.UidValidity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A mailbox in memory. */
public final class FakeFolder {
    public static final UidValidity VALIDITY = new UidValidity(1700000000);

    public final MailboxName name;
    public final Role role;
    public final TreeMap<Uid, Message> messages = new TreeMap<>();
    UidValidity validity = VALIDITY;
    /** When the next mail arrives. */
    public Instant now = Instant.parse("2026-11-20T10:00:00Z");

    public boolean selectable = true;
    private long next = 1;

    FakeFolder(String name, Role role) {
        this.name = new MailboxName(name);
        this.role = role;
    }

    public Uid deliver(Envelope envelope, Optional<String> text, Optional<String> html, List<Attachment> attachments) {
        return put(uid -> new Message(
                name,
                validity,
                new MessageSummary(uid, envelope, now, 1234, List.of(), !attachments.isEmpty()),
                List.of("<root@example.org>"),
                List.of(),
                text,
                html,
                attachments,
                List.of(),
                List.of()));
    }

    /** Deleted and made anew: empty, and its UIDs start over. */
    public void recreate() {
        messages.clear();
        next = 1;
        validity = new UidValidity(validity.value() + 1);
    }

    Uid put(java.util.function.Function<Uid, Message> make) {
        Uid uid = new Uid(next++);
        messages.put(uid, make.apply(uid));
        return uid;
    }

    Message get(Uid uid, Optional<UidValidity> expected) {
        if (expected.isPresent() && !expected.get().equals(validity)) {
            throw new MailException(
                    MailException.Fault.STALE_REFERENCE, "the folder was recreated", "List the folder again.");
        }
        Message message = messages.get(uid);
        if (message == null) {
            throw new MailException(
                    MailException.Fault.MESSAGE_NOT_FOUND, "no message has this uid", "List the folder again.");
        }
        return message;
    }

    void flags(Uid uid, List<Flag> add, List<Flag> remove) {
        Message old = messages.get(uid);
        var flags = new ArrayList<>(old.summary().flags());
        flags.removeAll(remove);
        add.stream().filter(flag -> !flags.contains(flag)).forEach(flags::add);
        MessageSummary was = old.summary();
        messages.put(
                uid,
                new Message(
                        old.mailbox(),
                        old.uidValidity(),
                        new MessageSummary(
                                uid, was.envelope(), was.internalDate(), was.size(), flags, was.hasAttachments()),
                        old.references(),
                        old.fields(),
                        old.text(),
                        old.html(),
                        old.attachments(),
                        old.special(),
                        old.warnings()));
    }
}
