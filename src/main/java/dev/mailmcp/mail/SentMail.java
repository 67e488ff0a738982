package dev.mailmcp.mail;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Asks the mailbox for sent mail, by a SEARCH of its header fields and a look at the newest hit, as a rule; at more if need be. */
public final class SentMail implements Correspondence {
    private static final int LONGEST = 320;
    private static final int LOOKED_AT = 20;

    private final CurrentMailbox current;

    public SentMail(CurrentMailbox current) {
        this.current = current;
    }

    @Override
    public Known with(String email) {
        if (!isAskable(email)) {
            return Known.UNKNOWN;
        }
        try {
            MailboxSession session = current.session();
            Optional<Known> remembered = session.acquaintances().of(email);
            if (remembered.isPresent()) {
                return remembered.get();
            }
            Optional<MailboxName> sent = session.inRole(Role.SENT);
            Known known = sent.map(
                            mailbox -> session.known(mailbox, email).orElseGet(() -> wrote(session, mailbox, email)))
                    .orElse(Known.UNKNOWN);
            session.acquaintances().note(email, known);
            return known;
        } catch (MailException _) {
            return Known.UNKNOWN;
        }
    }

    /** Whether it makes sense to look for such an address. */
    public static boolean isAskable(String email) {
        return email.contains("@") && email.length() <= LONGEST && email.chars().noneMatch(c -> c <= ' ' || c == 0x7f);
    }

    /** Mail to this address, and to some that have it as a part: {@code ann@bank.co} is in {@code ann@bank.com}. */
    public static SearchKey to(String email) {
        return new SearchKey.Or(
                new SearchKey.Text("TO", email),
                new SearchKey.Or(new SearchKey.Text("CC", email), new SearchKey.Text("BCC", email)));
    }

    private static Known wrote(MailboxSession session, MailboxName sent, String email) {
        SearchKey key = to(email);
        SearchHits last = session.search(sent, SearchRequest.last(key));
        if (holds(last, email)) {
            return Known.WRITTEN_TO;
        }
        if (last.count() <= 1) {
            return last.warnings().isEmpty() ? Known.NEVER : Known.UNKNOWN;
        }
        SearchHits hits = session.search(sent, key, LOOKED_AT);
        if (holds(hits, email)) {
            return Known.WRITTEN_TO;
        }
        boolean all = hits.uids().size() <= LOOKED_AT && hits.warnings().isEmpty();
        return all ? Known.NEVER : Known.UNKNOWN;
    }

    private static boolean holds(SearchHits hits, String email) {
        return hits.summaries().stream().anyMatch(mail -> wentTo(mail.envelope(), email));
    }

    private static boolean wentTo(Envelope envelope, String email) {
        return Stream.of(envelope.to(), envelope.cc(), envelope.bcc())
                .flatMap(List::stream)
                .anyMatch(recipient -> isTo(recipient, email));
    }

    /** Whether a recipient is this address, which need not be a valid one. */
    public static boolean isTo(Address recipient, String email) {
        return recipient.isMailbox(email) || recipient.email().equals(email);
    }
}
