package dev.mailmcp.mail.imap;

import java.util.List;
import java.util.Locale;

/** One response of the server (RFC 9051 §2.2.2). */
sealed interface Response {
    /** How a command ended, or how the server feels. */
    enum Status {
        OK,
        NO,
        BAD,
        BYE,
        PREAUTH
    }

    /** The server waits for the rest of a command. */
    record Continuation() implements Response {}

    /** The end of a command. */
    record Tagged(String tag, Status status, StatusText text) implements Response {}

    /** An untagged OK, NO, BAD, BYE or PREAUTH. */
    record Condition(Status status, StatusText text) implements Response {}

    /**
     * Untagged data.
     *
     * @param number the leading number; -1 when there is none
     * @param name {@code FETCH}, {@code LIST}, … in upper case
     */
    record Untagged(long number, String name, List<Data> data) implements Response {
        Data at(int index) {
            return index < data.size() ? data.get(index) : Data.Nil.NIL;
        }
    }

    /** @param to where the final CRLF stands */
    static Response parse(byte[] buffer, int from, int to) throws ProtocolFault {
        if (to > from && buffer[from] == '+') {
            return new Continuation();
        }
        var parser = new DataParser(buffer, from, to);
        String first = parser.word();
        String second = parser.word().toUpperCase(Locale.ROOT);
        if (!first.equals("*")) {
            return new Tagged(first, status(second), StatusText.parse(parser.remainder()));
        }
        return switch (second) {
            case "OK", "NO", "BAD", "BYE", "PREAUTH" ->
                new Condition(status(second), StatusText.parse(parser.remainder()));
            default -> untagged(second, parser);
        };
    }

    private static Untagged untagged(String word, DataParser parser) {
        long number = new Data.Atom(word).number();
        String name = number < 0 ? word : parser.word().toUpperCase(Locale.ROOT);
        return new Untagged(number, name, parser.rest());
    }

    private static Status status(String word) throws ProtocolFault {
        for (Status status : Status.values()) {
            if (status.name().equals(word)) {
                return status;
            }
        }
        throw new ProtocolFault("a response that is neither OK, NO nor BAD");
    }
}
