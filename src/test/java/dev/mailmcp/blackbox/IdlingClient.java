package dev.mailmcp.blackbox;

import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * A person's own mail program on the same mailbox: it sits in IDLE, looks at what is new as soon as it hears of it, and counts along.
 * On a thread of its own.
 */
final class IdlingClient implements AutoCloseable {
    private static final Pattern NEWS = Pattern.compile("(?m)^\\* (\\d+) (EXISTS|EXPUNGE)");

    private final SecondEyes eyes;
    private final CompletableFuture<Long> counted = new CompletableFuture<>();
    private volatile boolean stopping;
    private long messages;

    IdlingClient(SecondEyes eyes) {
        this.eyes = eyes;
        hear(eyes.command("SELECT INBOX"));
        Thread.ofVirtual().name("idling").start(this::sit);
    }

    private void sit() {
        try {
            while (!stopping) {
                if (hear(eyes.idle(200))) {
                    hear(eyes.command("FETCH " + messages + ":* (UID FLAGS BODY.PEEK[HEADER.FIELDS (FROM SUBJECT)])"));
                }
            }
            hear(eyes.command("NOOP"));
            counted.complete(messages);
        } catch (RuntimeException e) {
            counted.completeExceptionally(e);
        }
    }

    /** @return whether there is something new */
    private boolean hear(String said) {
        long before = messages;
        var news = NEWS.matcher(said);
        while (news.find()) {
            messages = news.group(2).equals("EXISTS") ? Long.parseLong(news.group(1)) : messages - 1;
        }
        return messages > before;
    }

    /** How many messages it believes to be in INBOX after all it has heard. Ends it. */
    long count() {
        stopping = true;
        return counted.join();
    }

    @Override
    public void close() {
        stopping = true;
        counted.handle((_, _) -> 0).join();
        eyes.close();
    }
}
