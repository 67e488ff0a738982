package dev.mailmcp.mail;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Asks the mailbox for sent mail, by one SEARCH of its header fields and a look at the newest hits. */
public final class SentMail implements Correspondence {
    private static final int LONGEST = 320;
    private static final int LOOKED_AT = 20;

    private final CurrentMailbox current;

    public SentMail(CurrentMailbox current) {
        this.current = current;
    }

    @Override
    public Known with(String email) {
        if (!email.contains("@") || email.length() > LONGEST || email.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            return Known.UNKNOWN;
        }
        try {
            MailboxSession session = current.session();
            Optional<MailboxName> sent = session.inRole(Role.SENT);
            return sent.map(mailbox -> wrote(session, mailbox, email)).orElse(Known.UNKNOWN);
        } catch (MailException _) {
            return Known.UNKNOWN;
        }
    }

    private static Known wrote(MailboxSession session, MailboxName sent, String email) {
        SearchKey key = new SearchKey.Or(
                new SearchKey.Text("TO", email),
                new SearchKey.Or(new SearchKey.Text("CC", email), new SearchKey.Text("BCC", email)));
        SearchHits hits = session.search(sent, key, LOOKED_AT);
        if (hits.summaries().stream().anyMatch(mail -> wentTo(mail.envelope(), email))) {
            return Known.WRITTEN_TO;
        }
        return hits.uids().size() > LOOKED_AT ? Known.UNKNOWN : Known.NEVER;
    }

    /** SEARCH finds parts of addresses, too: of {@code ann@bank.com} all of {@code ann@bank.co}. */
    private static boolean wentTo(Envelope envelope, String email) {
        return Stream.of(envelope.to(), envelope.cc(), envelope.bcc())
                .flatMap(List::stream)
                .anyMatch(recipient -> recipient.email().equalsIgnoreCase(email));
    }
}
