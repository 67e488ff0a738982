package dev.mailmcp.tool;

import dev.mailmcp.mail.Mailbox;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Role;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where to search.
 *
 * @param several whether the caller asked for all folders, however many these are
 * @param notes what a caller should know of the choice
 */
record SearchPlaces(List<MailboxName> folders, boolean several, List<String> notes) {
    /** On the wire, for all folders. */
    static final String EVERYWHERE = "*";

    private static final Set<Role> ASIDE = Set.of(Role.TRASH, Role.JUNK);

    static SearchPlaces one(MailboxName folder) {
        return new SearchPlaces(List.of(folder), false, List.of());
    }

    /**
     * All folders that hold mail of their own. Where one holds all messages (Gmail's All Mail), it stands for the others, which
     * are views of it; Trash and Junk are not in it.
     *
     * @param aside whether Trash and Junk are searched, too
     */
    static SearchPlaces all(MailboxSession session, boolean aside) {
        // Counted, so that empty ones need not be asked; and who knows how many there are searches in one round trip.
        List<Mailbox> selectable = session.mailboxes(true).stream()
                .filter(mailbox -> mailbox.selectable() && mailbox.total().orElse(1) > 0)
                .toList();
        List<MailboxName> all = named(selectable.stream().filter(mailbox -> mailbox.role() == Role.ALL));
        List<MailboxName> usual = all.isEmpty()
                ? named(selectable.stream()
                        .filter(mailbox -> !ASIDE.contains(mailbox.role()) && mailbox.role() != Role.FLAGGED))
                : all;
        List<MailboxName> unusual = named(selectable.stream().filter(mailbox -> ASIDE.contains(mailbox.role())));
        List<MailboxName> folders =
                aside ? Stream.concat(usual.stream(), unusual.stream()).toList() : usual;
        boolean told = aside || unusual.isEmpty();
        return new SearchPlaces(
                folders,
                true,
                told ? List.of() : List.of("Trash and Junk were not searched; in:anywhere includes them."));
    }

    private static List<MailboxName> named(Stream<Mailbox> mailboxes) {
        return mailboxes.map(Mailbox::name).toList();
    }
}
