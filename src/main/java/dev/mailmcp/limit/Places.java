package dev.mailmcp.limit;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** How many logins this process tries at once: in all, at each mail server, and for each mailbox, whose failures so stay countable. */
final class Places {
    static final int MOST = 20;
    static final int MOST_AT_A_HOST = 4;

    private final ReentrantLock lock = new ReentrantLock();
    /** How many are under way at each host. */
    private final Map<String, Integer> hosts = new HashMap<>();

    private final Set<String> mailboxes = new LinkedHashSet<>();
    private final int most;
    private final int mostAtAHost;
    private final boolean onePerMailbox;
    private int taken;

    Places() {
        this(MOST, MOST_AT_A_HOST, true);
    }

    Places(int most, int mostAtAHost, boolean onePerMailbox) {
        this.most = most;
        this.mostAtAHost = mostAtAHost;
        this.onePerMailbox = onePerMailbox;
    }

    /** @return false when there is none now; otherwise it is to be given back by {@link #leave} */
    boolean enter(List<String> at, List<String> whose) {
        lock.lock();
        try {
            if (taken >= most
                    || at.stream().anyMatch(host -> hosts.getOrDefault(host, 0) >= mostAtAHost)
                    || (onePerMailbox && whose.stream().anyMatch(mailboxes::contains))) {
                return false;
            }
            taken++;
            at.forEach(host -> hosts.merge(host, 1, Integer::sum));
            mailboxes.addAll(whose);
            return true;
        } finally {
            lock.unlock();
        }
    }

    void leave(List<String> at, List<String> whose) {
        lock.lock();
        try {
            taken--;
            at.forEach(host -> hosts.merge(host, -1, Integer::sum));
            hosts.values().removeIf(count -> count == 0);
            whose.forEach(mailboxes::remove);
        } finally {
            lock.unlock();
        }
    }
}
