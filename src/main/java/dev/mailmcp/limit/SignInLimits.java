package dev.mailmcp.limit;

import dev.mailmcp.account.MailAccount;
import dev.mailmcp.limit.Limits.Counted;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides whether a login may be tried now, before anybody is dialled. */
public final class SignInLimits {
    private static final Duration BUSY = Duration.ofSeconds(5);

    private final Limits limits;
    private final Places places;

    SignInLimits(Limits limits, Places places) {
        this.limits = limits;
        this.places = places;
    }

    /** Whether a login may be tried. */
    public sealed interface Admission {
        /** It may; the attempt is to be closed whatever becomes of it. */
        record Admitted(Attempt attempt) implements Admission {}

        /**
         * It may not.
         *
         * @param pause until it makes sense to come again
         */
        record Held(Duration pause) implements Admission {}
    }

    /** A login under way. */
    public final class Attempt implements AutoCloseable {
        private final InetAddress from;
        private final String client;
        private final List<String> hosts;
        private final List<String> mailboxes;

        private Attempt(InetAddress from, String client, List<String> hosts, List<String> mailboxes) {
            this.from = from;
            this.client = client;
            this.hosts = hosts;
            this.mailboxes = mailboxes;
        }

        /** A mail server refused it. One that cannot be reached is nobody's failure. */
        public void refused() {
            counters(from, client, mailboxes).forEach(counted -> limits.count(counted, from));
        }

        /** It worked. Whoever owns one mailbox must not win tries at others by that: only its own counter is set back. */
        public void worked() {
            mailboxes.forEach(mailbox -> limits.forget(new Counted(Rule.MAILBOX, mailbox)));
        }

        @Override
        public void close() {
            places.leave(hosts, mailboxes);
        }
    }

    /**
     * How long a login at the sign-in page would have to wait as things stand; empty when it need not. Asking leaves nothing behind.
     *
     * @param from where the person is
     * @param client the short stable id of the client that they came from
     */
    public Optional<Duration> held(InetAddress from, String client, MailAccount account) {
        List<Counted> all = new ArrayList<>(counters(from, client, mailboxes(account)));
        all.addAll(visits(hosts(account)));
        return limits.blocked(all);
    }

    /**
     * For a login at the sign-in page.
     *
     * @param from where the person is
     * @param client the short stable id of the client that they came from
     */
    public Admission admit(InetAddress from, String client, MailAccount account) {
        List<String> mailboxes = mailboxes(account);
        Optional<Duration> blocked = limits.blocked(counters(from, client, mailboxes));
        return blocked.<Admission>map(Admission.Held::new).orElseGet(() -> enter(from, client, account, mailboxes));
    }

    /** For a login that is tried again with what a grant holds: nobody can guess there, but the mail servers are spared. */
    public Admission admitAgain(InetAddress from, String client, MailAccount account) {
        return enter(from, client, account, mailboxes(account));
    }

    private Admission enter(InetAddress from, String client, MailAccount account, List<String> mailboxes) {
        List<String> hosts = hosts(account);
        List<Counted> visits = visits(hosts);
        Optional<Duration> blocked = limits.blocked(visits);
        if (blocked.isPresent()) {
            return new Admission.Held(blocked.get());
        }
        if (!places.enter(hosts, mailboxes)) {
            return new Admission.Held(BUSY);
        }
        var attempt = new Attempt(from, client, hosts, mailboxes);
        try {
            Optional<Duration> tooMany = visits.stream()
                    .flatMap(visit -> limits.count(visit, from).stream())
                    .max(Duration::compareTo);
            if (tooMany.isEmpty()) {
                return new Admission.Admitted(attempt);
            }
            attempt.close();
            return new Admission.Held(tooMany.get());
        } catch (RuntimeException e) {
            attempt.close();
            throw e;
        }
    }

    private static List<String> hosts(MailAccount account) {
        return accesses(account)
                .map(access -> access.endpoint().host())
                .distinct()
                .toList();
    }

    private static List<Counted> visits(List<String> hosts) {
        return hosts.stream().map(host -> new Counted(Rule.MAIL_HOST, host)).toList();
    }

    private static List<Counted> counters(InetAddress from, String client, List<String> mailboxes) {
        List<Counted> all = new ArrayList<>();
        mailboxes.forEach(mailbox -> all.add(new Counted(Rule.MAILBOX, mailbox)));
        all.add(new Counted(Rule.ADDRESS, AddressBlock.of(from)));
        all.add(new Counted(Rule.CLIENT, client));
        return all;
    }

    /** By what is logged in with, not by the address that the person gives as theirs, which could be a new one each time. */
    private static List<String> mailboxes(MailAccount account) {
        return accesses(account)
                .map(access -> access.endpoint().host() + " "
                        + access.login().username().toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    private static Stream<MailAccount.Access> accesses(MailAccount account) {
        return Stream.concat(Stream.of(account.imap()), account.submission().stream());
    }
}
