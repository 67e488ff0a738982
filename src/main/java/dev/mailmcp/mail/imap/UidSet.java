package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.Uid;
import dev.mailmcp.value.InvalidValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Sets of UIDs in the form of RFC 9051 §9 sequence-set: {@code 1:3,7}. */
final class UidSet {
    private static final int MOST = 200_000;

    private UidSet() {}

    /** @param uids at least one; order and repetition do not matter */
    static String of(Collection<Uid> uids) {
        List<Long> sorted = uids.stream().map(Uid::value).distinct().sorted().collect(Collectors.toList());
        var set = new StringBuilder();
        for (int i = 0; i < sorted.size(); ) {
            int last = i;
            while (last + 1 < sorted.size() && sorted.get(last + 1) == sorted.get(last) + 1) {
                last++;
            }
            set.append(set.isEmpty() ? "" : ",").append(sorted.get(i));
            if (last > i) {
                set.append(':').append(sorted.get(last));
            }
            i = last + 1;
        }
        return set.toString();
    }

    /**
     * The highest UIDs of a set, highest first, without writing out the others: a set of a few octets may name millions.
     *
     * @return an empty list for what is not a set
     */
    static List<Uid> highest(String set, int most) {
        List<long[]> ranges = new ArrayList<>();
        for (String part : set.split(",", -1)) {
            String[] ends = part.split(":", 2);
            long from = new Data.Atom(ends[0]).number();
            long to = new Data.Atom(ends[ends.length - 1]).number();
            if (from < 1 || to < 1 || Math.max(from, to) > Uid.HIGHEST) {
                return List.of();
            }
            ranges.add(new long[] {Math.min(from, to), Math.max(from, to)});
        }
        ranges.sort(Comparator.comparingLong((long[] range) -> range[1]).reversed());
        List<Uid> uids = new ArrayList<>();
        long below = Long.MAX_VALUE;
        for (long[] range : ranges) {
            for (long uid = Math.min(range[1], below - 1); uid >= range[0] && uids.size() < most; uid--) {
                uids.add(new Uid(uid));
                below = uid;
            }
        }
        return uids;
    }

    /** Reads a set in its order; what is not a set of UIDs, or absurdly large, gives an empty list. */
    static List<Uid> parse(String set) {
        List<Uid> uids = new ArrayList<>();
        try {
            for (String part : set.split(",", -1)) {
                String[] ends = part.split(":", 2);
                long from = Long.parseLong(ends[0]);
                long to = Long.parseLong(ends[ends.length - 1]);
                for (long uid = Math.min(from, to); uid <= Math.max(from, to); uid++) {
                    if (uids.size() >= MOST) {
                        return List.of();
                    }
                    uids.add(new Uid(uid));
                }
            }
            return uids;
        } catch (NumberFormatException | InvalidValue _) {
            return List.of();
        }
    }
}
