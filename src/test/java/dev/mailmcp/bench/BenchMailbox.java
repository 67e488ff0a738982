package dev.mailmcp.bench;

import dev.mailmcp.blackbox.Mailroom;
import dev.mailmcp.blackbox.Person;
import dev.mailmcp.blackbox.SecondEyes;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A large mailbox. The UIDs of INBOX are the numbers of its messages, from 1.
 *
 * @param correspondent somebody to write to
 * @param messages in INBOX, to begin with
 * @param archived messages in Archive, to begin with
 */
record BenchMailbox(Person owner, Person correspondent, int messages, int archived) {
    static final long WITH_ATTACHMENT = 1;
    static final long LONG = 2;

    private static final int BATCH = 500;
    private static final int ARCHIVED = 200;

    /** @param messages at least some hundreds */
    static BenchMailbox in(Mailroom mail, int messages) {
        Person owner = mail.person("ada-" + UUID.randomUUID());
        Person correspondent = mail.person("grace-" + UUID.randomUUID());
        try (SecondEyes eyes = mail.open(owner)) {
            eyes.appendAll(
                    "INBOX",
                    List.of(
                            Correspondence.withAttachment(WITH_ATTACHMENT, 5_000_000),
                            Correspondence.longMessage(LONG, 200_000)));
            fill(eyes, "INBOX", 3, messages);
            fill(eyes, "Archive", 1, ARCHIVED);
        }
        return new BenchMailbox(owner, correspondent, messages, ARCHIVED);
    }

    private static void fill(SecondEyes eyes, String folder, int first, int last) {
        for (int from = first; from <= last; from += BATCH) {
            eyes.appendAll(
                    folder,
                    LongStream.rangeClosed(from, Math.min(from + BATCH - 1, last))
                            .mapToObj(Correspondence::message)
                            .toList());
        }
    }

    /** For the nth time: a message that nobody has read yet, without HTML. */
    long plain(long n) {
        long uid = spread(n);
        return Correspondence.hasHtml(uid) ? uid + 1 : uid;
    }

    /** For the nth time: a message with HTML. */
    long withHtml(long n) {
        return spread(n) / 3 * 3;
    }

    /** Between what is used up and the newest page, the newer half. */
    private long spread(long n) {
        long room = messages / 2L - 30;
        return messages - 30 - n * 3 % room;
    }

    /** For the nth time: one that may be used up. */
    long oldest(long n) {
        return 3 + n;
    }

    /** The messages with the rare word, as a set of UIDs; twenty at most, the newest. */
    String rare() {
        long every = Correspondence.RARE_EVERY;
        return LongStream.rangeClosed(Math.max(1, messages / every - 19), messages / every)
                .mapToObj(number -> Long.toString(number * every))
                .collect(Collectors.joining(","));
    }
}
