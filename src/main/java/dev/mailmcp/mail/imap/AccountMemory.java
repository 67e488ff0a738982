package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.Acquaintances;
import dev.mailmcp.mail.Mailbox;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.SentMail;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.UidValidity;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the connections of one login have learnt and may rely on, or at least begin with: it lives as long as they are warm. All of
 * it is either checked when it is used or cannot change. For several threads.
 */
final class AccountMemory {
    private static final int MOST_TOTALS = 5_000;
    private static final int MOST_SEEN = 256;

    /** A message for ever: nothing of one changes but its flags (RFC 9051 §2.3.1.1). */
    private record Place(MailboxName mailbox, UidValidity validity, Uid uid) {}

    /** @param author of one alone, an address of honest length */
    private record Seen(Part structure, Optional<String> author) {}

    private final Map<MailboxName, Long> totals = new ConcurrentHashMap<>();
    private final Map<MailboxName, UidValidity> validities = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Place, Seen> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Seen> eldest) {
            return size() > MOST_SEEN;
        }
    };
    private final Acquaintances acquaintances;
    private volatile Optional<List<Mailbox>> listing = Optional.empty();
    private final AtomicBoolean triedAlong = new AtomicBoolean();
    private final AtomicBoolean lookingUp = new AtomicBoolean();

    AccountMemory(Clock clock) {
        this.acquaintances = new Acquaintances(clock);
    }

    Acquaintances acquaintances() {
        return acquaintances;
    }

    /** The mailboxes at the time of the last LIST. */
    Optional<List<Mailbox>> listing() {
        return listing;
    }

    /** Whether nobody has asked for the listing along with something else before. */
    boolean firstTry() {
        return triedAlong.compareAndSet(false, true);
    }

    /** Whether an author may be looked up along with a reading: one at a time, and none any more once that was lost on the way. */
    boolean beginsLookup() {
        return lookingUp.compareAndSet(false, true);
    }

    void endsLookup() {
        lookingUp.set(false);
    }

    void listed(List<Mailbox> mailboxes) {
        listing = Optional.of(List.copyOf(mailboxes));
        totals.clear();
        mailboxes.forEach(mailbox -> mailbox.total().ifPresent(total -> counted(mailbox.name(), total)));
    }

    /** How many messages a mailbox had when somebody last looked: a guess to begin with. */
    OptionalLong total(MailboxName mailbox) {
        Long total = totals.get(mailbox);
        return total == null ? OptionalLong.empty() : OptionalLong.of(total);
    }

    /** Under which UIDVALIDITY a mailbox was last opened: a guess to begin with. */
    Optional<UidValidity> validity(MailboxName mailbox) {
        return Optional.ofNullable(validities.get(mailbox));
    }

    void opened(Selected mailbox) {
        counted(mailbox.name(), mailbox.exists());
        if (validities.size() < MOST_TOTALS || validities.containsKey(mailbox.name())) {
            validities.put(mailbox.name(), mailbox.uidValidity());
        }
    }

    void counted(MailboxName mailbox, long total) {
        if (totals.size() < MOST_TOTALS || totals.containsKey(mailbox)) {
            totals.put(mailbox, total);
        }
    }

    /** The structure of a message that was listed or read lately. */
    Optional<Part> structure(MailboxName mailbox, UidValidity validity, Uid uid) {
        return seen(new Place(mailbox, validity, uid)).map(Seen::structure);
    }

    /** Who wrote a message that was listed or read lately; empty also where several did, or nobody with an address. */
    Optional<String> author(Selected mailbox, Uid uid) {
        return seen(new Place(mailbox.name(), mailbox.uidValidity(), uid)).flatMap(Seen::author);
    }

    private Optional<Seen> seen(Place place) {
        lock.lock();
        try {
            return Optional.ofNullable(seen.get(place));
        } finally {
            lock.unlock();
        }
    }

    void saw(Selected mailbox, Fetched message) {
        Optional<Part> structure = message.structure().filter(Part::isSmall);
        if (structure.isEmpty() || message.uid().isEmpty()) {
            return;
        }
        var place =
                new Place(mailbox.name(), mailbox.uidValidity(), message.uid().get());
        lock.lock();
        try {
            seen.put(place, new Seen(structure.get(), message.author().filter(SentMail::isAskable)));
        } finally {
            lock.unlock();
        }
    }
}
