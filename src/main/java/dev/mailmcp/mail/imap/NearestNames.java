package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.Mailbox;
import dev.mailmcp.mail.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What somebody may have meant who named a mailbox that does not exist. */
final class NearestNames {
    private static final int MOST = 3;

    private NearestNames() {}

    static List<String> of(String wanted, List<Mailbox> mailboxes) {
        record Near(String name, int distance) {}
        String lower = lower(wanted);
        return mailboxes.stream()
                .map(mailbox -> new Near(mailbox.name().value(), distance(lower, mailbox)))
                .filter(near -> near.distance() <= Math.max(2, lower.length() / 2))
                .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
                .limit(MOST)
                .map(Near::name)
                .toList();
    }

    /** The full name, its last level and its role count alike; a name that contains the other is near. */
    private static int distance(String wanted, Mailbox mailbox) {
        String full = lower(mailbox.name().value());
        String leaf = lower(mailbox.leaf());
        int nearest = Math.min(edits(wanted, full), edits(wanted, leaf));
        if (mailbox.role() != Role.NONE) {
            nearest = Math.min(nearest, edits(wanted, mailbox.role().word()));
        }
        boolean contained = wanted.length() >= 3 && (full.contains(wanted) || wanted.endsWith(leaf));
        return contained ? Math.min(nearest, 1) : nearest;
    }

    /** Insertions, deletions and replacements (Levenshtein). Names are at most 1000 characters. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
