package dev.mailmcp.bench;

import java.util.List;

/** Lists, reads, searches, in turn, with as little IMAP as can be on a connection that is kept. */
final class ReadingByHand implements Loop {
    private final RawSession raw;
    private final int messages;
    /** Where they are is known here. */
    private final String hits;

    ReadingByHand(RawSession raw, int messages) {
        this.raw = raw;
        this.messages = messages;
        this.hits = Correspondence.newestToLisbon(messages, ReadingLoop.LIMIT);
    }

    @Override
    public void call(int turn) {
        switch (turn % 3) {
            case 0 ->
                raw.pipeline(List.of("NOOP", "FETCH " + (messages - 19) + ":" + messages + " (" + Task.SUMMARY + ")"));
            case 1 ->
                raw.command("UID FETCH " + ReadingLoop.uid(turn, messages) + " (" + Task.SUMMARY + Task.FIELDS
                        + " BODY.PEEK[TEXT]<0.65536>)");
            default -> {
                raw.command("UID SEARCH SUBJECT Lisbon SINCE 1-Oct-2026");
                raw.command("UID FETCH " + hits + " (" + Task.SUMMARY + ")");
            }
        }
    }

    @Override
    public void close() {
        raw.close();
    }
}
